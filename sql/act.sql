-- name: initiative_list
SELECT name, issue, unit, owner, countries, start_date, end_date, cost, leading_metric, expected, status, file_id, line
FROM f_initiative WHERE superseded_by IS NULL ORDER BY start_date, file_id, line
-- name: audit_deliveries
SELECT l.account_id, a.country, CAST(date_trunc('month', d.promised) AS DATE) AS month,
       CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($1 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT) AS x,
       CAST(count(*) AS BIGINT) AS n
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE d.superseded_by IS NULL AND d.promised + CAST($1 AS INTEGER) < CAST($2 AS DATE)
GROUP BY l.account_id, a.country, CAST(date_trunc('month', d.promised) AS DATE) ORDER BY 1, 3
-- name: audit_theme
SELECT c.account_id, CAST(date_trunc('month', c."at") AS DATE) AS month, CAST(count(*) AS BIGINT) AS x
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
WHERE k.kind = 'theme' AND c.account_id > 0 AND k.theme_id = CAST($1 AS BIGINT) AND CAST(c."at" AS DATE) <= CAST($2 AS DATE)
GROUP BY c.account_id, CAST(date_trunc('month', c."at") AS DATE) ORDER BY 1, 2
-- name: account_life
SELECT a.account_id, a.country, min(u.week) AS first_day, max(u.week) AS last_day FROM d_account AS a
JOIN d_usage_week AS u ON u.account_id = a.account_id GROUP BY a.account_id, a.country ORDER BY a.account_id
-- name: metric_readings
SELECT unit, metric, touchpoint, month, value, target, better, measure FROM f_metric WHERE superseded_by IS NULL ORDER BY unit, metric, month
-- name: late_recent
SELECT l.account_id, CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($1 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT) AS x,
       CAST(count(*) AS BIGINT) AS n
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
WHERE d.superseded_by IS NULL AND l.account_id IS NOT NULL AND d.promised + CAST($1 AS INTEGER) < CAST($2 AS DATE) AND d.promised > CAST($2 AS DATE) - 365
GROUP BY l.account_id ORDER BY l.account_id
-- name: reply_recent
SELECT l.account_id, CAST(sum(CASE WHEN t.reply_minutes > CAST($1 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND t.reply_minutes IS NOT NULL
  AND CAST(t.created_at AS DATE) <= CAST($2 AS DATE) AND CAST(t.created_at AS DATE) > CAST($2 AS DATE) - 365
GROUP BY l.account_id ORDER BY l.account_id
-- name: solved_recent
SELECT l.account_id, CAST(sum(CASE WHEN coalesce(t.reopens, 0) > 0 OR coalesce(t.escalated, FALSE) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND (t.reopens IS NOT NULL OR t.escalated IS NOT NULL)
  AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE) AND CAST(t.created_at AS DATE) > CAST($1 AS DATE) - 365
GROUP BY l.account_id ORDER BY l.account_id
-- name: billed_recent
-- Credit notes are invoices below zero: at most as many as there are invoices.
SELECT account_id, CAST(CASE WHEN credits > invoices THEN invoices ELSE credits END AS BIGINT) AS x, CAST(invoices AS BIGINT) AS n FROM (
  SELECT l.account_id, sum(CASE WHEN i.amount < 0 THEN 1 ELSE 0 END) AS credits, sum(CASE WHEN i.amount > 0 THEN 1 ELSE 0 END) AS invoices
  FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
  WHERE l.account_id IS NOT NULL AND i.issued <= CAST($1 AS DATE) AND i.issued > CAST($1 AS DATE) - 365
  GROUP BY l.account_id) AS b WHERE invoices > 0 ORDER BY account_id
-- name: used_recent
-- Of accounts with ten events and more in the year before, x: fewer than half as many in this one.  Who left is no sign of a touchpoint.
SELECT account_id, CAST(CASE WHEN 2 * now_events < then_events THEN 1 ELSE 0 END AS BIGINT) AS x, CAST(1 AS BIGINT) AS n FROM (
  SELECT u.account_id, sum(CASE WHEN u.week > CAST($1 AS DATE) - 365 THEN u.events ELSE 0 END) AS now_events,
         sum(CASE WHEN u.week <= CAST($1 AS DATE) - 365 THEN u.events ELSE 0 END) AS then_events
  FROM d_usage_week AS u WHERE u.week > CAST($1 AS DATE) - 730 AND u.week <= CAST($1 AS DATE)
    AND u.account_id NOT IN (SELECT l.account_id FROM f_churn AS h JOIN d_alias AS l ON l.alias_id = h.alias_id WHERE h.superseded_by IS NULL AND l.account_id IS NOT NULL)
  GROUP BY u.account_id) AS b WHERE then_events >= 10 ORDER BY account_id
-- name: side_themes
SELECT theme_id, name, coalesce(terms, '') AS terms FROM d_theme ORDER BY theme_id
-- name: side_said
-- x of an account's n comments on a theme are complaints: negative where they speak of it, or with a sentence of an expectation that was disappointed.  What
-- feels unclear there is not counted.
SELECT account_id, theme_id, CAST(sum(bad) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n FROM (
  SELECT k.account_id, k.comment_id, k.theme_id, max(CASE WHEN k.value < 0 OR e.comment_id IS NOT NULL THEN 1 ELSE 0 END) AS bad
  FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
  LEFT JOIN (SELECT DISTINCT account_id, comment_id FROM d_expect_said WHERE polarity = 'disappointed') AS e ON e.account_id = c.account_id AND e.comment_id = c.comment_id
  WHERE k.kind = 'theme' AND k.theme_id IS NOT NULL AND c.account_id > 0 AND k.value IS NOT NULL
    AND CAST(c."at" AS DATE) <= CAST($1 AS DATE) AND CAST(c."at" AS DATE) > CAST($1 AS DATE) - 365
  GROUP BY k.account_id, k.comment_id, k.theme_id) AS s
GROUP BY account_id, theme_id ORDER BY account_id, theme_id
-- name: metric_decisions
SELECT verdict_id, what, subject, object FROM verdict WHERE stage = 'metric' ORDER BY verdict_id
-- name: metric_named
SELECT CAST(count(*) AS BIGINT) AS n FROM f_metric WHERE superseded_by IS NULL AND lower(metric) = lower(CAST($1 AS TEXT))
-- name: clear_metric_side
DELETE FROM d_metric_side
-- name: late_months
-- The three below: as late_recent and its like, from $2 on and by month; x of n went wrong.
SELECT l.account_id, CAST(date_trunc('month', d.promised) AS DATE) AS month,
       CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($1 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
WHERE d.superseded_by IS NULL AND l.account_id IS NOT NULL AND d.promised >= CAST($2 AS DATE) AND d.promised + CAST($1 AS INTEGER) < CAST($3 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('month', d.promised) AS DATE) ORDER BY 1, 2
-- name: reply_months
SELECT l.account_id, CAST(date_trunc('month', t.created_at) AS DATE) AS month,
       CAST(sum(CASE WHEN t.reply_minutes > CAST($1 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND t.reply_minutes IS NOT NULL
  AND CAST(t.created_at AS DATE) >= CAST($2 AS DATE) AND CAST(t.created_at AS DATE) <= CAST($3 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('month', t.created_at) AS DATE) ORDER BY 1, 2
-- name: rating_months
SELECT l.account_id, CAST(date_trunc('month', r.answered_at) AS DATE) AS month,
       CAST(sum(CASE WHEN r.number <= CAST($1 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND l.account_id IS NOT NULL AND r.number >= 1 AND r.number <= 5 AND r.number = floor(r.number)
  AND r.question = $4 AND CAST(r.answered_at AS DATE) >= CAST($2 AS DATE) AND CAST(r.answered_at AS DATE) <= CAST($3 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('month', r.answered_at) AS DATE) ORDER BY 1, 2
-- name: likely_recent
-- How likely each account was to recommend, in the mean of the year's answers.
SELECT l.account_id, CAST(avg(c.nps) AS DOUBLE PRECISION) AS score FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id
WHERE c.nps IS NOT NULL AND l.account_id IS NOT NULL AND CAST(c.recorded_at AS DATE) <= CAST($1 AS DATE) AND CAST(c.recorded_at AS DATE) > CAST($1 AS DATE) - 365
GROUP BY l.account_id ORDER BY l.account_id
-- name: clear_audit
DELETE FROM d_audit
-- name: clear_metric
DELETE FROM d_metric
-- name: clear_metric_month
DELETE FROM d_metric_month
-- name: rating_recent
SELECT r.question, min(r.label) AS label, l.account_id, CAST(sum(CASE WHEN r.number <= CAST($2 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND l.account_id IS NOT NULL AND r.number >= 1 AND r.number <= 5 AND r.number = floor(r.number)
  AND CAST(r.answered_at AS DATE) <= CAST($1 AS DATE) AND CAST(r.answered_at AS DATE) > CAST($1 AS DATE) - 365
GROUP BY r.question, l.account_id ORDER BY r.question, l.account_id
-- name: signal_changes
SELECT s.measure, s.dimension, s.value, s.theme_id, g."at", g.detected_at FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id
LEFT JOIN d_signal_more AS m ON m.signal_id = g.signal_id WHERE coalesce(m.shape, 'step') NOT IN ('spike', 'running') ORDER BY g."at", g.signal_id
-- name: issue_words
SELECT i.issue_id, i.kind, i.name, i.official, i.theme_id, coalesce(w.owner, i.owner, '') AS owner, coalesce(t.terms, '') AS terms
FROM d_issue AS i LEFT JOIN d_theme AS t ON t.theme_id = i.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id ORDER BY i.issue_id
-- name: country_region
SELECT country, min(region) AS region FROM d_account GROUP BY country ORDER BY country
-- name: audit_replies
SELECT l.account_id, a.country, CAST(date_trunc('month', t.created_at) AS DATE) AS month,
       CAST(sum(CASE WHEN t.reply_minutes > CAST($1 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND t.reply_minutes IS NOT NULL AND CAST(t.created_at AS DATE) <= CAST($2 AS DATE)
GROUP BY l.account_id, a.country, CAST(date_trunc('month', t.created_at) AS DATE) ORDER BY 1, 3
-- name: act_decisions
SELECT verdict_id, what, subject, object, who FROM verdict WHERE stage = 'act' ORDER BY verdict_id
-- name: clear_audit_year
DELETE FROM d_audit_year
-- name: clear_proof
DELETE FROM d_proof
-- name: clear_action
DELETE FROM d_action
-- name: clear_why
DELETE FROM d_why
-- name: clear_why_row
DELETE FROM d_why_row
-- name: clear_reading
DELETE FROM d_reading
-- name: clear_lesson
DELETE FROM d_lesson
-- name: act_values
SELECT v.issue_id, i.kind, v.cost, v.cost_low, v.cost_high, e.grade FROM d_value AS v JOIN d_issue AS i ON i.issue_id = v.issue_id
JOIN d_effect AS e ON e.issue_id = v.issue_id AND e.outcome = 'renewal' ORDER BY v.issue_id
-- name: act_stakes
SELECT x.issue_id, a.country, CAST(sum(d.amount) AS BIGINT) AS amount, CAST(count(*) AS BIGINT) AS n
FROM d_exposed_now AS x JOIN d_account AS a ON a.account_id = x.account_id
JOIN d_decision AS d ON d.account_id = x.account_id AND d.renewed IS NULL AND d.decided > CAST($1 AS DATE)
GROUP BY x.issue_id, a.country ORDER BY x.issue_id, a.country
-- name: lot_stakes
SELECT x.issue_id, x.account_id, CAST(sum(d.amount) AS BIGINT) AS amount FROM d_exposed_now AS x
JOIN d_decision AS d ON d.account_id = x.account_id AND d.renewed IS NULL AND d.decided > CAST($1 AS DATE)
WHERE x.account_id IN (SELECT k.account_id FROM lot_account AS l JOIN d_alias AS k ON k.alias_id = l.alias_id)
GROUP BY x.issue_id, x.account_id ORDER BY x.issue_id, x.account_id
-- name: lot_list
SELECT l.verdict_id, v.subject, l.start_date, l.seed, l.hold_out, l.waves, l.every FROM lot AS l JOIN verdict AS v ON v.verdict_id = l.verdict_id ORDER BY l.verdict_id
-- name: lot_accounts
SELECT k.account_id, CAST(min(l.wave) AS BIGINT) AS wave, CAST(max(l.wave) AS BIGINT) AS last FROM lot_account AS l JOIN d_alias AS k ON k.alias_id = l.alias_id
WHERE l.verdict_id = CAST($1 AS BIGINT) AND k.account_id IS NOT NULL GROUP BY k.account_id ORDER BY k.account_id
-- name: clear_plan
DELETE FROM d_plan
-- name: observed_accounts
SELECT account_id, country FROM d_account ORDER BY account_id
-- name: observed_billed
-- The three below: $1 from, $2 to; money as it is counted of an account's year.
SELECT l.account_id, CAST(date_trunc('month', i.issued) AS DATE) AS month, CAST(sum(i.amount) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE l.account_id IS NOT NULL AND i.amount IS NOT NULL AND i.currency = $3
  AND i.issued >= CAST($1 AS DATE) AND i.issued <= CAST($2 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('month', i.issued) AS DATE) ORDER BY 1, 2
-- name: observed_tickets
SELECT l.account_id, CAST(date_trunc('month', t.created_at) AS DATE) AS month, CAST(count(*) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND CAST(t.created_at AS DATE) >= CAST($1 AS DATE) AND CAST(t.created_at AS DATE) <= CAST($2 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('month', t.created_at) AS DATE) ORDER BY 1, 2
-- name: observed_decisions
SELECT account_id, CAST(date_trunc('month', decided) AS DATE) AS month, CAST(sum(CASE WHEN renewed THEN amount ELSE 0 END) AS BIGINT) AS x, CAST(sum(amount) AS BIGINT) AS due,
       CAST(sum(CASE WHEN renewed THEN 1 ELSE 0 END) AS BIGINT) AS kept, CAST(count(*) AS BIGINT) AS n
FROM d_decision WHERE renewed IS NOT NULL AND decided >= CAST($1 AS DATE) AND decided <= CAST($2 AS DATE)
GROUP BY account_id, CAST(date_trunc('month', decided) AS DATE) ORDER BY 1, 2
-- name: clear_observed
DELETE FROM d_observed
-- name: proof_effects
SELECT issue_id, estimate, low, high, q, n_exposed, n_unexposed, grade FROM d_effect WHERE outcome = 'renewal' ORDER BY issue_id
-- name: clear_issue_proof
DELETE FROM d_issue_proof
-- name: clear_lesson_audit
DELETE FROM d_lesson_audit
-- name: act_file
SELECT file_id, path FROM file ORDER BY file_id
-- name: act_accounts
SELECT country, CAST(count(*) AS BIGINT) AS n FROM d_account GROUP BY country ORDER BY country
-- name: option_decisions
SELECT verdict_id, what, subject, object FROM verdict WHERE stage = 'option' ORDER BY verdict_id
-- name: option_values
SELECT v.issue_id, i.name, i.official, i.kind, v.cost, v.cost_to_serve, v.horizon_days, coalesce(p.grade, e.grade, 'D') AS grade
FROM d_value AS v JOIN d_issue AS i ON i.issue_id = v.issue_id LEFT JOIN d_effect AS e ON e.issue_id = v.issue_id AND e.outcome = 'renewal'
LEFT JOIN d_issue_proof AS p ON p.issue_id = v.issue_id ORDER BY v.issue_id
-- name: issue_ranked
SELECT i.name, i.official FROM d_value AS v JOIN d_issue AS i ON i.issue_id = v.issue_id WHERE v.rank = CAST($1 AS BIGINT) ORDER BY i.issue_id
-- name: issue_draws
SELECT issue_id, draw, cost FROM d_issue_draw ORDER BY issue_id, draw
-- name: option_lessons
SELECT kind, audits, share, low, high FROM d_lesson ORDER BY kind
-- name: option_list
SELECT o.option_id, o.name, o.issue, o.issue_id, coalesce(i.name, '') AS issue_name, o.owner, o.eager, o.convince, o.needs, o.alone, o.once, o.yearly, o.people, o.months,
       o.typed_low, o.typed_high, o.share, o.share_low, o.share_high, o.share_from, o.benefit, o.benefit_low, o.benefit_high, o.net, o.net_low, o.net_high, o.loses,
       o.payback, o.payback_low, o.payback_high, o.grade, o.reason, c.taken, coalesce(c.reason, '') AS choice, c.loss, c.chance, c.learn
FROM d_option AS o LEFT JOIN d_issue AS i ON i.issue_id = o.issue_id LEFT JOIN d_choice AS c ON c.option_id = o.option_id ORDER BY o.option_id
-- name: frontier_list
SELECT step, budget, value, tail, taken FROM d_frontier ORDER BY step
-- name: clear_option
DELETE FROM d_option
-- name: clear_choice
DELETE FROM d_choice
-- name: clear_frontier
DELETE FROM d_frontier
-- name: owner_actions
SELECT issue_id, name, unit FROM d_action WHERE issue_id IS NOT NULL AND unit <> '' ORDER BY issue_id, start_date, action_id
-- name: owner_metrics
SELECT m.metric_id, m.unit, m.name, m.touchpoint, coalesce(s.place, '') AS place
FROM d_metric AS m LEFT JOIN (SELECT metric_id, min(touchpoint) AS place FROM d_metric_side GROUP BY metric_id) AS s ON s.metric_id = m.metric_id ORDER BY m.metric_id
-- name: owner_said
SELECT verdict_id, what, subject, object, who FROM verdict WHERE stage = 'owner' ORDER BY verdict_id
-- name: clear_issue_owner
DELETE FROM d_issue_owner
