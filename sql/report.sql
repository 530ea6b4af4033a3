-- name: report_engine
SELECT version() AS version
-- name: report_accounts
SELECT a.account_id, a.name, a.segment, a.region, a.country, a.churn_flag, coalesce(g.what, '') AS granted, g.verdict_id AS grant_id, g.who AS grant_who, g.decided_at AS grant_at
FROM d_account AS a LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE CAST($1 AS BIGINT) = 0 OR a.account_id = CAST($1 AS BIGINT) ORDER BY a.account_id
-- name: report_accounts_between
SELECT a.account_id, a.name, a.segment, a.region, a.country, a.churn_flag, coalesce(g.what, '') AS granted, g.verdict_id AS grant_id, g.who AS grant_who, g.decided_at AS grant_at
FROM d_account AS a LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE a.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY a.account_id
-- name: report_account_ids
SELECT account_id FROM d_account ORDER BY account_id
-- name: report_account_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_account
-- name: report_decisions
-- Of the accounts from $1 to $2, as everything of an account's card: one reading serves one account or a thousand.
SELECT account_id, decision_id, decided, renewed, amount FROM d_decision
WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY account_id, decided, decision_id
-- name: report_running
-- Paid contracts that run on the day $3, of the accounts from $1 to $2.
SELECT l.account_id, s.end_date, s.mrr, s.currency FROM f_subscription AS s JOIN d_alias AS l ON l.alias_id = s.alias_id
WHERE s.superseded_by IS NULL AND coalesce(s.is_trial, FALSE) = FALSE AND coalesce(s.mrr, 0) > 0 AND s.start_date <= CAST($3 AS DATE)
  AND (s.end_date IS NULL OR s.end_date > CAST($3 AS DATE)) AND lower(coalesce(s.status, '')) NOT LIKE 'cancel%'
  AND l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY l.account_id, s.currency, s.start_date, s.file_id, s.line
-- name: report_issues
-- Ranked first; then the others, the one that touches most revenue first.
SELECT i.issue_id, i.name, i.official, i.kind, i.rule, i.theme_id, coalesce(w.owner, i.owner) AS owner, coalesce(w.why, '') AS owner_why, v.rank, v.accounts_exposed, v.revenue_exposed,
       v.cost, v.cost_low, v.cost_high, v.horizon_days, v.cost_to_serve, v.annuity, v.reason, s.tickets AS serve_tickets, coalesce(s.certain, v.cost_to_serve) AS serve_certain,
       s.estimated AS serve_estimated, s.estimated_low AS serve_estimated_low, s.estimated_high AS serve_estimated_high, s.serve_low, s.serve_high, s.grade AS serve_grade,
       m.present_low AS annuity_low, m.present_high AS annuity_high
FROM d_issue AS i LEFT JOIN d_value AS v ON v.issue_id = i.issue_id LEFT JOIN d_serve AS s ON s.issue_id = i.issue_id
LEFT JOIN d_annuity_more AS m ON m.issue_id = i.issue_id AND m.year = 0 LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id
ORDER BY v.rank NULLS LAST, coalesce(v.revenue_exposed, 0) DESC, i.issue_id
-- name: report_effects
-- What an audit says of an effect on renewals stands behind its own reason.
SELECT e.issue_id, e.outcome, e.estimate, e.low, e.high, e.se, e.q, e.raw_estimate, e.raw_low, e.raw_high, e.n_exposed, e.n_unexposed, e.n_accounts,
       e.balance, e.outside, e.evalue, coalesce(u.grade, e.grade) AS grade, e.reason || coalesce('; ' || u.reason, '') AS reason, e.method
FROM d_effect AS e LEFT JOIN d_issue_proof AS u ON u.issue_id = e.issue_id AND e.outcome = 'renewal'
ORDER BY e.issue_id, CASE e.outcome WHEN 'renewal' THEN 0 WHEN 'revenue' THEN 1 WHEN 'cost' THEN 2 ELSE 3 END, md5(e.outcome)
-- name: report_audits
SELECT a.audit_id, a.action, a.issue_id, i.name AS issue, a.measure, a.effect, a.low, a.high, a.n_treated, a.n_control, a.cost,
       a.verdict, a.grade, a.note
FROM d_audit AS a LEFT JOIN d_issue AS i ON i.issue_id = a.issue_id ORDER BY a.audit_id
-- name: report_metric_months
SELECT metric_id, month, value, target, ahead, status, needed, share, low, high, accounts, n, verdict, span, since, told FROM d_metric_month ORDER BY metric_id, month
-- name: report_metric_sides
SELECT metric_id, side, touchpoint, words, needed, share, low, high, accounts, n, state FROM d_metric_side ORDER BY metric_id, side
-- name: report_metric_rows
-- The newest $1 readings behind each metric; as d_metric has them, which knows them by unit and name.
SELECT x.metric_id, x.month, x.value, x.file_id, x.line
FROM (SELECT d.metric_id, f.month, f.value, f.file_id, f.line, row_number() OVER (PARTITION BY d.metric_id ORDER BY f.month DESC, f.file_id, f.line) AS place
      FROM d_metric AS d JOIN f_metric AS f ON f.unit = d.unit AND f.metric = d.name WHERE f.superseded_by IS NULL AND f.value IS NOT NULL) AS x
WHERE x.place <= CAST($1 AS BIGINT) ORDER BY x.metric_id, x.month DESC, x.file_id, x.line
-- name: report_heard_rows
-- The last $2 answers, tickets and reviews of known customers in the year to $1: of what coverage counts.
SELECT y.day, a.name, y.what, y.file_id, y.line
FROM (SELECT r.alias_id, CAST(r.recorded_at AS DATE) AS day, 'answered a survey' AS what, r.file_id, r.line FROM response_judged AS r WHERE r.reason IS NULL
      UNION ALL SELECT t.alias_id, CAST(t.created_at AS DATE), 'wrote a ticket', t.file_id, t.line FROM f_ticket AS t WHERE t.superseded_by IS NULL
      UNION ALL SELECT v.alias_id, CAST(v."at" AS DATE), 'wrote a review', v.file_id, v.line FROM f_review AS v WHERE v.superseded_by IS NULL) AS y
JOIN d_alias AS l ON l.alias_id = y.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE y.day > CAST($1 AS DATE) - 365 AND y.day <= CAST($1 AS DATE) ORDER BY y.day DESC, y.file_id, y.line, a.account_id LIMIT CAST($2 AS BIGINT)
-- name: report_metrics
SELECT metric_id, unit, name, touchpoint, value, target, status, customer_view, verdict, n, note FROM d_metric ORDER BY metric_id
-- name: report_signals
SELECT g.signal_id, g.stream_id, s.name, s.measure, s.dimension, s.value, s.theme_id, t.sentiment, g.kind, g."at", g.detected_at, g.before, g.after, g.size,
       g.low, g.high, g.q, g.n, g.accounts, m.shape, m.at_low, m.at_high, m.affected, m.revenue, s.name || ' / ' || g.kind AS subject
FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id LEFT JOIN d_theme AS t ON t.theme_id = s.theme_id
LEFT JOIN d_signal_more AS m ON m.signal_id = g.signal_id
ORDER BY g."at" DESC, g.signal_id
-- name: report_signal_quotes
SELECT q.signal_id, q.account_id, a.name, CAST(c."at" AS DATE) AS day, c.text, coalesce(g.what, '') AS granted FROM d_signal_quote AS q
JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id JOIN d_account AS a ON a.account_id = q.account_id
LEFT JOIN voice_permission AS g ON g.name = a.name WHERE coalesce(g.what, '') <> 'forbid' ORDER BY q.signal_id, q.rank
-- name: report_signal_with
SELECT w.signal_id, w.stream_id, s.name, s.measure, w.correlation, w.lag_weeks FROM d_signal_with AS w JOIN d_stream AS s ON s.stream_id = w.stream_id ORDER BY w.signal_id, w.rank
-- name: report_signal_accounts
SELECT g.account_id, a.name, a.segment, a.region, g.x, g.n, g.revenue FROM d_signal_account AS g JOIN d_account AS a ON a.account_id = g.account_id
WHERE g.signal_id = CAST($1 AS BIGINT) ORDER BY g.revenue DESC, g.account_id LIMIT CAST($2 AS BIGINT)
-- name: report_signal_voices
SELECT q.rank, c.account_id, c.comment_id, c."at", c.channel, c.text, a.name, coalesce(p.role, '') AS role, coalesce(p.name, '') AS who, c.line, f.path, coalesce(g.what, '') AS granted, y.key
FROM d_signal_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id JOIN d_account AS a ON a.account_id = q.account_id
JOIN file AS f ON f.file_id = c.file_id LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN d_comment_key AS y ON y.account_id = c.account_id AND y.comment_id = c.comment_id
LEFT JOIN voice_permission AS g ON g.name = a.name WHERE q.signal_id = CAST($1 AS BIGINT) AND coalesce(g.what, '') <> 'forbid' ORDER BY q.rank
-- name: report_signal_stream
SELECT g.signal_id, i.kind, i.seasonal, m.p_look FROM d_signal AS g JOIN d_stream_item AS i ON i.stream_id = g.stream_id LEFT JOIN d_signal_more AS m ON m.signal_id = g.signal_id
WHERE g.signal_id = CAST($1 AS BIGINT) ORDER BY g.signal_id
-- name: signal_words
SELECT s.name || ' / ' || g.kind AS subject, g."at" FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id WHERE g.signal_id = CAST($1 AS BIGINT) ORDER BY g.signal_id
-- name: signal_verdicts
-- What was judged and not taken back, oldest first: the last word counts.
SELECT v.verdict_id, v.what, v.subject, v.object, v.who, v.why, v.decided_at FROM verdict AS v
WHERE v.stage = 'signal' AND v.what <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'signal' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT)) ORDER BY v.verdict_id
-- name: report_silence
SELECT s.account_id, a.name, s.what, s.last_day, s.days, s.usual, s.expected, s.q, s.revenue FROM d_silence AS s JOIN d_account AS a ON a.account_id = s.account_id
ORDER BY s.revenue DESC, s.account_id, md5(s.what)
-- name: report_words
SELECT w.word, w.kind, w.said, w.spoke, w.said_before, w.spoke_before, w.q, CASE WHEN g.what = 'forbid' THEN '' ELSE c.text END AS text, coalesce(g.what, '') AS granted FROM d_word AS w
JOIN d_comment AS c ON c.account_id = w.account_id AND c.comment_id = w.comment_id
LEFT JOIN d_account AS a ON a.account_id = w.account_id LEFT JOIN voice_permission AS g ON g.name = a.name ORDER BY w.q, md5(w.word)
-- name: report_scores
-- $1: of one signal; 0: the others, the whole and half a year ago first.
SELECT coalesce(change_id, 0) AS change_id, score, coalesce(label, '') AS label, coalesce(dimension, 'all') AS dimension, coalesce(slice, '') AS slice, since, before, after, real_low, real_high,
       answered_before, answered_after, asked, modelled, near_low, near_high, worst_low, worst_high
FROM d_score_change WHERE coalesce(signal_id, 0) = CAST($1 AS BIGINT) ORDER BY change_id, CASE score WHEN 'nps' THEN 0 ELSE 1 END
-- name: report_score_parts
SELECT p.change_id, p.score, p.seq, p.part, p.value, p.n FROM (SELECT coalesce(change_id, 0) AS change_id, score, seq, part, value, n FROM d_score_part) AS p
WHERE p.change_id IN (SELECT coalesce(change_id, 0) FROM d_score_change WHERE coalesce(signal_id, 0) = CAST($1 AS BIGINT)) ORDER BY p.change_id, md5(p.score), p.seq
-- name: report_streams
SELECT stream_id, measure, theme_id FROM d_stream WHERE dimension = 'all' ORDER BY stream_id
-- name: report_stream_weeks
SELECT week, x, n FROM d_stream_week WHERE stream_id = CAST($1 AS BIGINT) ORDER BY week
-- name: report_roles
SELECT role, CAST(count(*) AS BIGINT) AS n FROM d_contact GROUP BY role
-- name: report_roles_heard
SELECT c.role, CAST(count(*) AS BIGINT) AS n FROM d_contact AS c
JOIN (SELECT DISTINCT l.account_id, l.contact_id FROM heard AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
      WHERE l.account_id IS NOT NULL AND l.contact_id IS NOT NULL
        AND r.day > CAST($1 AS DATE) - 365 AND r.day <= CAST($1 AS DATE)) AS h
  ON h.account_id = c.account_id AND h.contact_id = c.contact_id
GROUP BY c.role
-- name: report_heard
SELECT h.account_id, h.day FROM (SELECT l.account_id, max(r.day) AS day FROM heard AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
                                 WHERE l.account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) GROUP BY l.account_id) AS h
WHERE h.day IS NOT NULL ORDER BY h.account_id
-- name: report_comment_counts
SELECT account_id, CAST(count(*) AS BIGINT) AS n FROM d_comment WHERE account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[]))
GROUP BY account_id ORDER BY account_id
-- name: report_exposures
SELECT e.account_id, e.issue_id, i.name, e.times FROM d_exposed_now AS e JOIN d_issue AS i ON i.issue_id = e.issue_id
WHERE e.account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY e.account_id, e.issue_id
-- name: report_families
SELECT a.account_id, a.name, a.segment, a.region, coalesce(f.top_id, a.account_id) AS top_id, coalesce(t.name, a.name) AS top_name
FROM d_account AS a LEFT JOIN d_family AS f ON f.account_id = a.account_id LEFT JOIN d_account AS t ON t.account_id = f.top_id ORDER BY a.account_id
-- name: report_exposed_all
SELECT e.account_id, e.issue_id, i.name, e.times FROM d_exposed_now AS e JOIN d_issue AS i ON i.issue_id = e.issue_id ORDER BY e.account_id, e.issue_id
-- name: report_value_parts
SELECT p.part, p.cost, p.low, p.high, p.share, a.name FROM d_value_part AS p LEFT JOIN d_account AS a ON a.account_id = p.account_id
WHERE p.issue_id = $1 ORDER BY p.part
-- name: report_issue_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_issue
-- name: report_contacts
SELECT c.account_id, c.contact_id, c.name, c.role, h.day FROM d_contact AS c
LEFT JOIN (SELECT l.account_id, l.contact_id, max(r.day) AS day FROM heard AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
           WHERE l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)
           GROUP BY l.account_id, l.contact_id) AS h ON h.account_id = c.account_id AND h.contact_id = c.contact_id
WHERE c.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY c.account_id, c.contact_id
-- name: report_aliases
SELECT x.account_id, x.alias_id, x.source, x.account_name, x.external_id, x.person_id, x.email, x.how, x.probability
FROM (SELECT l.account_id, a.alias_id, s.name AS source, a.account_name, a.account_id AS external_id, a.person_id, a.email, l.how, l.probability,
             row_number() OVER (PARTITION BY l.account_id ORDER BY a.alias_id) AS place
      FROM d_alias AS l JOIN alias AS a ON a.alias_id = l.alias_id JOIN source AS s ON s.source_id = a.source_id
      WHERE l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)) AS x
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.alias_id
-- name: report_relatives
--- Others of the families of the accounts from $1 to $2: $3 at most of each, those above and below it first. Of is how many the family has.
WITH family AS (
  SELECT f.account_id, f.top_id, f.how, a.name, a.parent_id FROM d_family AS f JOIN d_account AS a ON a.account_id = f.account_id),
size AS (SELECT top_id, CAST(count(*) AS BIGINT) AS n FROM family GROUP BY top_id),
near AS (
  SELECT m.account_id, m.top_id, o.account_id AS other_id, o.name, o.how,
    CASE WHEN o.account_id = m.parent_id THEN 'parent' WHEN o.parent_id = m.account_id THEN 'child' WHEN o.account_id = m.top_id THEN 'top'
         WHEN o.parent_id = m.parent_id OR (o.how = 'domain' AND m.how = 'domain') THEN 'sister' ELSE 'relative' END AS relation,
    m.how AS own_how
  FROM family AS m JOIN family AS o ON o.top_id = m.top_id AND o.account_id <> m.account_id
  WHERE m.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)),
placed AS (
  SELECT account_id, top_id, other_id, name, relation, CASE WHEN relation IN ('parent', 'top') THEN own_how ELSE how END AS how,
    row_number() OVER (PARTITION BY account_id ORDER BY CASE relation WHEN 'parent' THEN 0 WHEN 'top' THEN 1 WHEN 'child' THEN 2 WHEN 'sister' THEN 3 ELSE 4 END, name, other_id) AS place
  FROM near)
SELECT p.account_id, p.top_id, t.name AS top_name, z.n, p.place, p.other_id, p.name, p.relation, p.how
FROM placed AS p JOIN family AS t ON t.account_id = p.top_id JOIN size AS z ON z.top_id = p.top_id
WHERE p.place <= CAST($3 AS BIGINT) ORDER BY p.account_id, p.place
-- name: report_usage
SELECT account_id, week, events, users FROM d_usage_week WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY account_id, week
-- name: moment_deliveries
SELECT x.account_id, x.day, x.promised, x.id, x.file_id, x.line, x."all"
FROM (SELECT l.account_id, d.delivered AS day, d.promised, coalesce(d.order_no, d.ext_id, '') AS id, d.file_id, d.line,
             row_number() OVER (PARTITION BY l.account_id ORDER BY d.delivered DESC, d.file_id, d.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
      WHERE d.superseded_by IS NULL AND l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND d.delivered > d.promised + CAST($4 AS INTEGER)) AS x
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_tickets
SELECT x.account_id, x.day, x.subject, x.body, x.reply_minutes, x.escalated, x.file_id, x.line, y.key, x."all"
FROM (SELECT l.account_id, CAST(t.created_at AS DATE) AS day, CASE WHEN g.what = 'forbid' THEN NULL ELSE t.subject END AS subject, CASE WHEN g.what = 'forbid' THEN NULL ELSE substr(t.body, 1, 400) END AS body,
             t.reply_minutes, t.escalated, t.file_id, t.line, c.comment_id, row_number() OVER (PARTITION BY l.account_id ORDER BY CAST(t.created_at AS DATE) DESC, t.file_id, t.line) AS place,
             count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id LEFT JOIN d_account AS a ON a.account_id = l.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
      LEFT JOIN (SELECT account_id, min(comment_id) AS comment_id, file_id, line FROM d_comment WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND channel = 'ticket'
                 GROUP BY account_id, file_id, line) AS c ON c.account_id = l.account_id AND c.file_id = t.file_id AND c.line = t.line
      WHERE t.superseded_by IS NULL AND l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND t.created_at IS NOT NULL) AS x
LEFT JOIN d_comment_key AS y ON y.account_id = x.account_id AND y.comment_id = x.comment_id AND y.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_responses
-- Which responses count is asked behind the join, as in report_heard: of both its sides.  Of several comments in one the first stands for it.
SELECT x.account_id, x.day, x.nps, x.csat, x.text, x.file_id, x.line, y.key, x."all"
FROM (SELECT l.account_id, CAST(r.recorded_at AS DATE) AS day, r.nps, r.csat, CASE WHEN g.what = 'forbid' THEN NULL ELSE c.text END AS text, r.file_id, r.line, c.comment_id,
             row_number() OVER (PARTITION BY l.account_id ORDER BY CAST(r.recorded_at AS DATE) DESC, r.file_id, r.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM response_judged AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
      LEFT JOIN (SELECT account_id, comment_id, file_id, line, text, row_number() OVER (PARTITION BY account_id, file_id, line ORDER BY comment_id) AS nth
                 FROM d_comment WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND channel = 'survey') AS c
             ON c.account_id = l.account_id AND c.file_id = r.file_id AND c.line = r.line AND c.nth = 1
      LEFT JOIN d_account AS a ON a.account_id = l.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
      WHERE l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND r.recorded_at IS NOT NULL
        AND CASE WHEN l.account_id >= 0 THEN r.reason END IS NULL) AS x
LEFT JOIN d_comment_key AS y ON y.account_id = x.account_id AND y.comment_id = x.comment_id AND y.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line, x.comment_id
-- name: moment_invoices
SELECT x.account_id, x.day, x.id, x.due, x.paid, x.amount, x.currency, x.status, x.file_id, x.line, x."all"
FROM (SELECT l.account_id, i.issued AS day, coalesce(i.number, i.ext_id, '') AS id, i.due, i.paid, i.amount, i.currency, i.status, i.file_id, i.line,
             row_number() OVER (PARTITION BY l.account_id ORDER BY i.issued DESC, i.file_id, i.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
      WHERE i.superseded_by IS NULL AND l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND i.issued IS NOT NULL) AS x
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_decisions
SELECT x.account_id, x.day, x.renewed, x.amount, x.currency, x.file_id, x.line, x."all"
FROM (SELECT account_id, decided AS day, renewed, amount, currency, file_id, line, decision_id,
             row_number() OVER (PARTITION BY account_id ORDER BY decided DESC, decision_id) AS place, count(*) OVER (PARTITION BY account_id) AS "all"
      FROM d_decision WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)) AS x
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.decision_id
-- name: moment_churns
SELECT x.account_id, x.day, x.reason, x.text, x.file_id, x.line, x."all"
FROM (SELECT l.account_id, c.churn_date AS day, c.reason, CASE WHEN g.what = 'forbid' THEN NULL ELSE c.text END AS text, c.file_id, c.line,
             row_number() OVER (PARTITION BY l.account_id ORDER BY c.churn_date DESC, c.file_id, c.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_churn AS c JOIN d_alias AS l ON l.alias_id = c.alias_id LEFT JOIN d_account AS a ON a.account_id = l.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
      WHERE c.superseded_by IS NULL AND l.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND c.churn_date IS NOT NULL) AS x
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_said
-- What was written in a ticket later, and reviews; of a call the first thing that the customer said.
SELECT x.account_id, x.comment_id, x.day, x.channel, x.text, x.sentiment, x.turns, x.file_id, x.line, y.key, x."all"
FROM (SELECT c.account_id, CAST(c."at" AS DATE) AS day, c.channel, CASE WHEN g.what = 'forbid' THEN NULL ELSE substr(c.text, 1, 400) END AS text, c.sentiment, coalesce(k.turns, 1) AS turns, c.file_id, c.line, c.comment_id,
             row_number() OVER (PARTITION BY c.account_id, c.channel ORDER BY CAST(c."at" AS DATE) DESC, c.comment_id) AS place, count(*) OVER (PARTITION BY c.account_id, c.channel) AS "all"
      FROM d_comment AS c LEFT JOIN (SELECT account_id, min(comment_id) AS comment_id, CAST(count(*) AS BIGINT) AS turns FROM d_comment_call
        WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) GROUP BY account_id, source_id, call_id) AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id
      LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
      WHERE c.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND (c.channel IN ('message', 'review') OR (c.channel = 'call' AND k.comment_id IS NOT NULL))) AS x
LEFT JOIN d_comment_key AS y ON y.account_id = x.account_id AND y.comment_id = x.comment_id AND y.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.comment_id
-- name: moment_told
-- Changes that a system's own history tells; what was changed of one record at one instant counts as one.
SELECT x.account_id, CAST(x."at" AS DATE) AS day, x."at", x.about, x.about_id, x.name, x.field, x.old_value, x.new_value, x.file_id, x.line, n."all"
FROM d_change AS x JOIN (SELECT d.account_id, count(*) AS "all" FROM (SELECT DISTINCT account_id, "at", about, about_id FROM d_change WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)) AS d
  GROUP BY d.account_id) AS n ON n.account_id = x.account_id
WHERE x.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND x.seq <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.seq
-- name: moment_silences
SELECT x.account_id, x.day, x.what, x.days, x.usual, x.expected, x.file_id, x.line, CAST(1 AS BIGINT) AS "all"
FROM (SELECT account_id, last_day AS day, what, days, usual, expected, CAST(0 AS BIGINT) AS file_id, CAST(0 AS BIGINT) AS line,
             row_number() OVER (PARTITION BY account_id ORDER BY last_day DESC, what) AS place
      FROM d_silence WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)) AS x
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.what
-- name: report_account_fields
SELECT x.account_id, s.name AS source, x.about, x.name, x.value, x.n, t.n AS "all" FROM d_account_field AS x JOIN source AS s ON s.source_id = x.source_id
JOIN (SELECT account_id, CAST(count(*) AS BIGINT) AS n FROM d_account_field WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) GROUP BY account_id) AS t ON t.account_id = x.account_id
WHERE x.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND x.seq <= CAST($3 AS BIGINT) ORDER BY x.account_id, x.seq
-- name: report_account_sets
SELECT e.account_id, e.set_id, s.name, s.hypothesis, e.probability FROM d_expect_account AS e JOIN d_expect_set AS s ON s.set_id = e.set_id
WHERE e.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND e.likeliest = TRUE ORDER BY e.account_id, e.set_id
-- name: report_account_said
SELECT x.kind, x.polarity, x.topic, x.span_from, x.span_to, x.account_id, x.comment_id, x."at", x.channel, x.text, x.name, x.role, x.who, x.line, x.path, x.granted, y.key
FROM (SELECT s.kind, s.polarity, s.topic, s.span_from, s.span_to, s.seq, c.account_id, c.comment_id, c."at", c.channel, c.text, a.name, coalesce(p.role, '') AS role,
             coalesce(p.name, '') AS who, c.line, f.path, coalesce(g.what, '') AS granted,
             row_number() OVER (PARTITION BY c.account_id ORDER BY c."at" DESC, c.comment_id, s.seq) AS place
      FROM d_expect_said AS s JOIN d_comment AS c ON c.account_id = s.account_id AND c.comment_id = s.comment_id JOIN d_account AS a ON a.account_id = c.account_id
      JOIN file AS f ON f.file_id = c.file_id LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
      LEFT JOIN voice_permission AS g ON g.name = a.name
      WHERE s.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND c.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) AND coalesce(g.what, '') <> 'forbid') AS x
LEFT JOIN d_comment_key AS y ON y.account_id = x.account_id AND y.comment_id = x.comment_id AND y.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)
WHERE x.place <= CAST($3 AS BIGINT) ORDER BY x.account_id, x."at" DESC, x.comment_id, x.seq
-- name: report_comments_withheld
SELECT CAST(count(*) AS BIGINT) AS n FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id JOIN voice_permission AS g ON g.name = a.name
WHERE g.what = 'forbid' AND (CAST($1 AS BIGINT) = 0 OR c.account_id = CAST($1 AS BIGINT))
-- name: report_comment_count
-- $1 an account, $2 a theme or a sub-theme, $3 part of the text, $4 all of $5 words (store/find.h).  Within each question about other tables once more that it is asked:
-- what is not asked is not read.  GROUP BY within makes no difference to the answer: DuckDB expects fewer rows of it, and builds the join on these.
SELECT CAST(count(*) AS BIGINT) AS n FROM d_comment AS c
WHERE NOT EXISTS (SELECT 1 FROM d_account AS a JOIN voice_permission AS g ON g.name = a.name WHERE g.what = 'forbid' AND a.account_id = c.account_id)
  AND (CAST($1 AS BIGINT) = 0 OR c.account_id = CAST($1 AS BIGINT))
  AND (CAST($2 AS BIGINT) = 0 OR (c.account_id, c.comment_id) IN (
    SELECT k.account_id, k.comment_id FROM d_code AS k WHERE k.theme_id = CAST($2 AS BIGINT) AND CAST($2 AS BIGINT) <> 0 GROUP BY k.account_id, k.comment_id
    UNION SELECT m.account_id, m.comment_id FROM d_code_more AS m WHERE m.sub_id = CAST($2 AS BIGINT) AND CAST($2 AS BIGINT) <> 0 GROUP BY m.account_id, m.comment_id))
  AND (CAST($3 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($3 AS TEXT))) > 0)
  AND (CAST($4 AS TEXT) = '' OR c.comment_id IN (
    SELECT f.comment_id FROM unnest(string_to_array(CAST($4 AS TEXT), ' ')) AS r(word) JOIN d_find_word AS w ON strpos(w.word, r.word) > 0 JOIN d_find_comment AS f ON f.word_id = w.word_id
    WHERE CAST($4 AS TEXT) <> '' GROUP BY f.comment_id HAVING count(DISTINCT r.word) = CAST($5 AS BIGINT)))
-- name: report_comments
-- The words are looked for once: which comments these are and how many in all; then what is shown of a page of them.
WITH hit AS MATERIALIZED (SELECT c.account_id, c.comment_id, c."at" FROM d_comment AS c
WHERE NOT EXISTS (SELECT 1 FROM d_account AS a JOIN voice_permission AS g ON g.name = a.name WHERE g.what = 'forbid' AND a.account_id = c.account_id)
  AND (CAST($1 AS BIGINT) = 0 OR c.account_id = CAST($1 AS BIGINT))
  AND (CAST($2 AS BIGINT) = 0 OR (c.account_id, c.comment_id) IN (
    SELECT k.account_id, k.comment_id FROM d_code AS k WHERE k.theme_id = CAST($2 AS BIGINT) AND CAST($2 AS BIGINT) <> 0 GROUP BY k.account_id, k.comment_id
    UNION SELECT m.account_id, m.comment_id FROM d_code_more AS m WHERE m.sub_id = CAST($2 AS BIGINT) AND CAST($2 AS BIGINT) <> 0 GROUP BY m.account_id, m.comment_id))
  AND (CAST($3 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($3 AS TEXT))) > 0)
  AND (CAST($4 AS TEXT) = '' OR c.comment_id IN (
    SELECT f.comment_id FROM unnest(string_to_array(CAST($4 AS TEXT), ' ')) AS r(word) JOIN d_find_word AS w ON strpos(w.word, r.word) > 0 JOIN d_find_comment AS f ON f.word_id = w.word_id
    WHERE CAST($4 AS TEXT) <> '' GROUP BY f.comment_id HAVING count(DISTINCT r.word) = CAST($5 AS BIGINT))))
SELECT c.account_id, c.comment_id, a.name, c."at", c.channel, c.language, c.text, c.score, c.sentiment, c.file_id, c.line, coalesce(p.role, '') AS role, coalesce(g.what, '') AS granted, y.key,
       (SELECT CAST(count(*) AS BIGINT) FROM hit) AS total
FROM (SELECT h.account_id, h.comment_id FROM hit AS h ORDER BY h."at" DESC, h.account_id, h.comment_id LIMIT CAST($6 AS BIGINT) OFFSET CAST($7 AS BIGINT)) AS f
JOIN d_comment AS c ON c.account_id = f.account_id AND c.comment_id = f.comment_id LEFT JOIN d_comment_key AS y ON y.account_id = f.account_id AND y.comment_id = f.comment_id LEFT JOIN d_account AS a ON a.account_id = c.account_id
LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id LEFT JOIN voice_permission AS g ON g.name = a.name
ORDER BY c."at" DESC, c.account_id, c.comment_id
-- name: report_comment_one
SELECT c.account_id, c.comment_id, a.name, c."at", c.channel, c.language, c.text, c.score, c.sentiment, c.file_id, c.line, coalesce(p.role, '') AS role, coalesce(g.what, '') AS granted, y.key
FROM d_comment_key AS y JOIN d_comment AS c ON c.account_id = y.account_id AND c.comment_id = y.comment_id LEFT JOIN d_account AS a ON a.account_id = c.account_id
LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE y.key = $1 AND coalesce(g.what, '') <> 'forbid' ORDER BY c.account_id, c.comment_id
-- name: comment_thread
-- What was said around the record at file $1, line $2, of channel $3: the ticket with its messages, the call, the answers of the same response.
SELECT x."at", x.side, x.title, x.text, x.key_hash, x.file_id, x.line FROM (
  SELECT t.created_at AS "at", 'customer' AS side, coalesce(t.subject, '') AS title, coalesce(t.body, '') AS text, t.key_hash, t.file_id, t.line, CAST(0 AS BIGINT) AS seq
  FROM f_ticket AS t WHERE $3 IN ('ticket', 'message') AND t.superseded_by IS NULL AND ((t.file_id = CAST($1 AS BIGINT) AND t.line = CAST($2 AS BIGINT) AND $3 = 'ticket')
    OR ($3 = 'message' AND EXISTS (SELECT 1 FROM message_told AS m WHERE m.file_id = CAST($1 AS BIGINT) AND m.line = CAST($2 AS BIGINT) AND m.source_id = t.source_id AND m.ticket_id = t.ext_id)))
  UNION ALL SELECT m."at", coalesce(m.side, ''), '', m.text, m.key_hash, m.file_id, m.line, CAST(1 AS BIGINT)
  FROM message_told AS m WHERE $3 IN ('ticket', 'message') AND m.text <> coalesce(m.body, '') AND coalesce(m.side, '') <> 'internal'
    AND (EXISTS (SELECT 1 FROM message_told AS o WHERE $3 = 'message' AND o.file_id = CAST($1 AS BIGINT) AND o.line = CAST($2 AS BIGINT) AND o.source_id = m.source_id AND o.ticket_id = m.ticket_id)
      OR EXISTS (SELECT 1 FROM f_ticket AS o WHERE $3 = 'ticket' AND o.file_id = CAST($1 AS BIGINT) AND o.line = CAST($2 AS BIGINT) AND o.source_id = m.source_id AND o.ext_id = m.ticket_id))
  UNION ALL SELECT u."at", coalesce(u.side, ''), '', u.text, u.key_hash, u.file_id, u.line, u.seq
  FROM utterance_told AS u WHERE $3 = 'call' AND EXISTS (SELECT 1 FROM utterance_told AS o WHERE $3 = 'call' AND o.file_id = CAST($1 AS BIGINT) AND o.line = CAST($2 AS BIGINT) AND o.source_id = u.source_id AND o.call_id = u.call_id)
  UNION ALL SELECT r.answered_at, 'customer', coalesce(r.label, r.question, ''), coalesce(r.text, CAST(r.number AS TEXT)), r.key_hash, r.file_id, r.line, CAST(0 AS BIGINT)
  FROM f_answer AS r WHERE $3 = 'survey' AND r.superseded_by IS NULL AND r.text IS NOT NULL AND ((r.file_id = CAST($1 AS BIGINT) AND r.line = CAST($2 AS BIGINT))
    OR EXISTS (SELECT 1 FROM f_answer AS o WHERE $3 = 'survey' AND o.file_id = CAST($1 AS BIGINT) AND o.line = CAST($2 AS BIGINT) AND o.source_id = r.source_id AND o.response_id = r.response_id))
) AS x WHERE x."at" IS NOT NULL ORDER BY x."at", x.seq, x.file_id, x.line, x.key_hash LIMIT 500
-- name: report_codes
-- More than asked for (every pairing of the two lists); the caller matches the pairs.
SELECT k.account_id, k.comment_id, k.kind, k.theme_id, t.name AS theme, k.span_from, k.span_to, k.value
FROM d_code AS k LEFT JOIN d_theme AS t ON t.theme_id = k.theme_id
WHERE k.account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND k.comment_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[]))
ORDER BY k.account_id, k.comment_id, k.seq
-- name: report_moods
-- As report_codes: the scored sentences, and the words that made each ("from-to:weight ...", bytes).
SELECT account_id, comment_id, span_from, span_to, value, state, words FROM d_mood
WHERE account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND comment_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[]))
ORDER BY account_id, comment_id, seq
-- name: report_languages
SELECT language, CAST(count(*) AS BIGINT) AS comments FROM d_comment GROUP BY language ORDER BY comments DESC, language
-- name: report_standing
SELECT sentence, comments, accounts FROM d_standing ORDER BY comments DESC, sentence, hash LIMIT 50
-- name: report_quotes
SELECT q.theme_id, q.rank, c.account_id, c.comment_id, c."at", c.text, c.file_id, c.line, a.name, p.role, coalesce(g.what, '') AS granted, y.key
FROM d_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id
LEFT JOIN d_comment_key AS y ON y.account_id = q.account_id AND y.comment_id = q.comment_id
LEFT JOIN d_account AS a ON a.account_id = c.account_id
LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE coalesce(g.what, '') <> 'forbid' AND (CAST($1 AS BIGINT) = 0 OR q.theme_id = CAST($1 AS BIGINT)) ORDER BY q.theme_id, q.rank
-- name: report_exposed
SELECT e.account_id, a.name, a.segment, e.times FROM d_exposed_now AS e JOIN d_account AS a ON a.account_id = e.account_id
WHERE e.issue_id = CAST($1 AS BIGINT) ORDER BY e.account_id
-- name: report_issue_segments
SELECT segment, n_exposed, n_unexposed, estimate, low, high FROM d_effect_part WHERE issue_id = CAST($1 AS BIGINT) AND outcome = 'renewal' ORDER BY md5(segment)
-- name: report_evidence
SELECT v.day, CASE WHEN g.what = 'forbid' AND i.kind <> 'promise' THEN chr(8230) ELSE v.text END AS text, v.file_id, v.line, a.name FROM d_evidence AS v JOIN d_account AS a ON a.account_id = v.account_id
JOIN d_issue AS i ON i.issue_id = v.issue_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE v.issue_id = CAST($1 AS BIGINT) ORDER BY v.day DESC, v.account_id, v.seq LIMIT CAST($2 AS BIGINT)
-- name: report_files
-- What came in live, a batch every half second, is one line an endpoint and stream; a batch with rows set aside keeps its own, to mend it by.
WITH f AS (SELECT file_id, source_id, path, regexp_replace(path, '^[0-9]{12}-', '') AS stem, kind, encoding, rows_in, rows_kept, rows_unchanged, rows_quarantined, note FROM file),
     g AS (SELECT *, CASE WHEN stem = path OR rows_quarantined > 0 THEN file_id ELSE 0 END AS alone FROM f)
SELECT max(g.file_id) AS file_id, CASE WHEN count(*) > 1 THEN g.stem ELSE max(g.path) END AS path, s.name AS source, g.kind, g.encoding, CAST(sum(g.rows_in) AS BIGINT) AS rows_in,
       CAST(sum(g.rows_kept) AS BIGINT) AS rows_kept, CAST(sum(g.rows_unchanged) AS BIGINT) AS rows_unchanged, CAST(sum(g.rows_quarantined) AS BIGINT) AS rows_quarantined,
       max(g.note) AS note, CASE WHEN g.alone = 0 THEN CAST(count(*) AS BIGINT) END AS deliveries
FROM g JOIN source AS s ON s.source_id = g.source_id GROUP BY g.alone, g.stem, s.name, g.kind, g.encoding ORDER BY min(g.file_id) LIMIT CAST($1 AS BIGINT)
-- name: report_book_age
-- The last computation knew of file $1: what came after it, what no ledger was made of, and whether there was one at all.
SELECT CAST((SELECT count(*) FROM file WHERE file_id > CAST($1 AS BIGINT) AND rows_kept > 0) AS BIGINT) AS files,
       CAST((SELECT count(*) FROM f_invoice WHERE superseded_by IS NULL AND NOT EXISTS (SELECT 1 FROM d_ledger_part) AND NOT EXISTS (SELECT 1 FROM d_ledger)) AS BIGINT) AS invoices,
       CASE WHEN EXISTS (SELECT 1 FROM d_account) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS accounts
-- name: report_file_sums
SELECT CAST(coalesce(sum(rows_in), 0) AS BIGINT) AS rows_in, CAST(coalesce(sum(rows_kept), 0) AS BIGINT) AS rows_kept, CAST(coalesce(sum(rows_unchanged), 0) AS BIGINT) AS rows_unchanged,
       CAST(coalesce(sum(rows_quarantined), 0) AS BIGINT) AS rows_quarantined, CAST(count(*) AS BIGINT) AS files FROM file
-- name: report_files_of
SELECT file_id, path FROM file WHERE file_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY file_id
-- name: report_findings
SELECT finding_id, title, found, of, why, coalesce(todo, '') AS todo FROM d_finding ORDER BY finding_id
-- name: report_finding_rows
SELECT finding_id, text, file_id, line FROM d_finding_row ORDER BY finding_id, seq
-- name: report_ledger
SELECT month, currency, invoiced, matched FROM d_ledger ORDER BY month, md5(currency)
-- name: report_ledger_parts
SELECT month, currency, part, n, amount, reporting FROM d_ledger_part WHERE CAST($1 AS TEXT) = '' OR month = CAST(nullif(CAST($1 AS TEXT), '') AS DATE) ORDER BY part_id
-- name: report_ledger_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_ledger_row WHERE CAST($1 AS TEXT) = '' OR month = CAST(nullif(CAST($1 AS TEXT), '') AS DATE)
-- name: report_ledger_rows
SELECT month, currency, reason, number, amount, expected, difference, note, file_id, line, other_file, other_line FROM d_ledger_row
WHERE CAST($1 AS TEXT) = '' OR month = CAST(nullif(CAST($1 AS TEXT), '') AS DATE)
ORDER BY row_id LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT)
-- name: page_ledger_rows
SELECT r.month, r.currency, r.reason, r.number, r.amount, r.expected, r.difference, r.note, r.line, coalesce(f.path, '') AS path, coalesce(o.path, '') AS other_path, r.other_line
FROM d_ledger_row AS r LEFT JOIN file AS f ON f.file_id = r.file_id LEFT JOIN file AS o ON o.file_id = r.other_file
WHERE CAST($1 AS TEXT) = '' OR r.month = CAST(nullif(CAST($1 AS TEXT), '') AS DATE) ORDER BY r.row_id LIMIT CAST($2 AS BIGINT)
-- name: report_review
SELECT s.name AS source, l.account_name, l.account_id AS external_id, l.person_id, l.email, r.account_id, a.name AS account, r.probability, r.why
FROM d_review AS r JOIN alias AS l ON l.alias_id = r.alias_id JOIN source AS s ON s.source_id = l.source_id
LEFT JOIN d_account AS a ON a.account_id = r.account_id
ORDER BY coalesce(r.money, 0) * coalesce(r.gain, 0) DESC, r.probability DESC, r.account_id, r.alias_id LIMIT CAST($1 AS BIGINT)
-- name: report_review_queue
-- Companies and persons in one queue, what pays most first; what was answered is not asked again. An answer also teaches about the doubts of its
-- cause: the nth of one cause counts 1 / n.
WITH held AS (SELECT v.subject, v.object FROM verdict AS v WHERE v.stage = 'resolve' AND v.what IN ('merge', 'never', 'split')
    AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'resolve' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))),
  named AS (SELECT alias_id, min(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) AS name, min(title) AS title
    FROM f_contact WHERE superseded_by IS NULL AND alias_id IS NOT NULL GROUP BY alias_id),
  said AS (SELECT l.alias_id, s.name AS source, l.account_name, l.account_id, l.person_id, l.domain, l.email, l.country, l.city, n.name, n.title,
    coalesce(nullif(l.account_id, ''), l.account_name) || ' @ ' || s.name AS company, coalesce(nullif(lower(l.email), ''), l.person_id || ' @ ' || s.name) AS person
    FROM alias AS l JOIN source AS s ON s.source_id = l.source_id LEFT JOIN named AS n ON n.alias_id = l.alias_id)
SELECT q.kind, q.account_id, q.alias_id, q.other_id, q.probability, q.why, q.money, q.gain, q.source, q.name, q.said_id, q.domain, q.email, q.country, q.city, q.title,
  q.other_source, q.other_name, q.other_said_id, q.other_domain, q.other_email, q.other_country, q.other_city, q.other_title, a.name AS account, q.other_account_id, b.name AS other_account
FROM (SELECT u.*, row_number() OVER (PARTITION BY u.kind, u.why ORDER BY (1 + u.money) * u.gain DESC, u.account_id, u.alias_id, u.other_id) AS nth FROM (
  SELECT 'company' AS kind, r.account_id, r.alias_id, r.other_id, r.probability, r.why, coalesce(r.money, 0) AS money, coalesce(r.gain, 0) AS gain,
    l.source, l.account_name AS name, l.account_id AS said_id, l.domain, l.email, l.country, l.city, '' AS title,
    o.source AS other_source, o.account_name AS other_name, o.account_id AS other_said_id, o.domain AS other_domain, o.email AS other_email,
    o.country AS other_country, o.city AS other_city, '' AS other_title, r.account_id AS other_account_id
  FROM d_review AS r JOIN said AS l ON l.alias_id = r.alias_id JOIN said AS o ON o.alias_id = r.other_id
  WHERE NOT EXISTS (SELECT 1 FROM held AS h WHERE h.subject IN (l.company, o.company) AND h.object IN (l.company, o.company))
  UNION ALL
  SELECT 'person', p.account_id, p.other_id, p.contact_id, p.probability, p.why, coalesce(p.money, 0), coalesce(p.gain, 0),
    l.source, l.name, l.person_id, '', l.email, '', '', l.title, o.source, o.name, o.person_id, '', o.email, '', '', o.title, p.other_account_id
  FROM d_person_link AS p JOIN said AS l ON l.alias_id = p.other_id JOIN said AS o ON o.alias_id = p.contact_id
  WHERE p.kind IN ('ask', 'ask elsewhere') AND NOT EXISTS (SELECT 1 FROM held AS h WHERE h.subject IN (l.person, o.person) AND h.object IN (l.person, o.person))) AS u) AS q
LEFT JOIN d_account AS a ON a.account_id = q.account_id LEFT JOIN d_account AS b ON b.account_id = q.other_account_id
ORDER BY (1 + q.money) * q.gain / q.nth DESC, q.kind, q.account_id, q.alias_id, q.other_id LIMIT CAST($1 AS BIGINT)
-- name: report_review_causes
-- The doubts of that queue by cause, those whose answers are worth most first.
WITH held AS (SELECT v.subject, v.object FROM verdict AS v WHERE v.stage = 'resolve' AND v.what IN ('merge', 'never', 'split')
    AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'resolve' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))),
  said AS (SELECT l.alias_id, coalesce(nullif(l.account_id, ''), l.account_name) || ' @ ' || s.name AS company,
    coalesce(nullif(lower(l.email), ''), l.person_id || ' @ ' || s.name) AS person FROM alias AS l JOIN source AS s ON s.source_id = l.source_id)
SELECT q.kind, q.why, CAST(count(*) AS BIGINT) AS n, CAST(avg(q.probability) AS DOUBLE PRECISION) AS probability, CAST(max(q.money) AS BIGINT) AS money
FROM (
  SELECT 'company' AS kind, r.why, r.probability, coalesce(r.money, 0) AS money, coalesce(r.gain, 0) AS gain
  FROM d_review AS r JOIN said AS l ON l.alias_id = r.alias_id JOIN said AS o ON o.alias_id = r.other_id
  WHERE NOT EXISTS (SELECT 1 FROM held AS h WHERE h.subject IN (l.company, o.company) AND h.object IN (l.company, o.company))
  UNION ALL
  SELECT 'person', p.why, p.probability, coalesce(p.money, 0), coalesce(p.gain, 0)
  FROM d_person_link AS p JOIN said AS l ON l.alias_id = p.other_id JOIN said AS o ON o.alias_id = p.contact_id
  WHERE p.kind IN ('ask', 'ask elsewhere') AND NOT EXISTS (SELECT 1 FROM held AS h WHERE h.subject IN (l.person, o.person) AND h.object IN (l.person, o.person))) AS q
GROUP BY q.kind, q.why ORDER BY max((1 + q.money) * q.gain) DESC, q.kind, q.why
-- name: report_verdicts
SELECT v.verdict_id, v.what, v.subject, v.object, v.who, v.why, v.decided_at,
  CAST(CASE WHEN EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = v.stage AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT)) THEN 1 ELSE 0 END AS BIGINT) AS undone
FROM verdict AS v WHERE v.stage = $3 ORDER BY v.verdict_id DESC LIMIT CAST($1 AS BIGINT) OFFSET CAST($2 AS BIGINT)
-- name: report_verdict_count
SELECT CAST(count(*) AS BIGINT) AS n FROM verdict WHERE stage = $2 AND verdict_id > CAST($1 AS BIGINT)
-- name: report_link_evidence
-- More than asked for (every pairing of the two lists), as report_codes.
SELECT alias_id AS one_id, other_id, field, level, bits FROM d_link_evidence
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND other_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[])) ORDER BY alias_id, other_id, seq
-- name: report_person_evidence
SELECT contact_id AS one_id, other_id, field, level, bits FROM d_person_evidence
WHERE contact_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND other_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[])) ORDER BY contact_id, other_id, seq
-- name: report_links_of
--- Evidence is kept for a company's first alias in its system (node_id); the others of the same words stand and fall with it. other_id: the record that it was joined
--- with, the account's own (the CRM's, where it has one) where an id joined them; 0: it is that record, a person said so, or it names no company.
WITH said AS (
  SELECT l.alias_id, l.source_id, l.account_id, l.account_name, l.email, l.domain, l.country, d.account_id AS of_id, a.name AS account, d.probability, d.how
  FROM alias AS l JOIN d_alias AS d ON d.alias_id = l.alias_id LEFT JOIN d_account AS a ON a.account_id = d.account_id
  WHERE l.account_id = $1 OR l.account_name = $1 OR l.email = $1 OR CAST(l.alias_id AS TEXT) = $1 OR a.name = $1
  ORDER BY l.alias_id LIMIT CAST($2 AS BIGINT)),
node AS (
  SELECT m.alias_id, min(o.alias_id) AS node_id FROM said AS m JOIN alias AS o ON o.source_id = m.source_id AND o.account_id = m.account_id
  WHERE m.account_id <> '' OR (m.account_name <> '' AND o.account_name = m.account_name AND o.country = m.country) GROUP BY m.alias_id),
mate AS (
  SELECT m.alias_id, min(e.other_id) AS mate_id FROM said AS m LEFT JOIN node AS n ON n.alias_id = m.alias_id
  JOIN d_link_evidence AS e ON e.alias_id = coalesce(n.node_id, m.alias_id) JOIN d_alias AS x ON x.alias_id = e.other_id AND x.account_id = m.of_id GROUP BY m.alias_id),
home AS (
  SELECT m.alias_id, min(x.alias_id) AS home_id FROM said AS m JOIN d_alias AS x ON x.account_id = m.of_id AND x.how = 'id'
  JOIN alias AS o ON o.alias_id = x.alias_id AND o.source_id <> m.source_id WHERE m.how IN ('id of the CRM', 'kept id') GROUP BY m.alias_id),
whole AS (
  SELECT m.alias_id, m.source_id, m.account_id, m.account_name, m.email, m.domain, m.of_id, m.account, m.probability, m.how,
    coalesce(n.node_id, m.alias_id) AS node_id,
    coalesce(t.mate_id, h.home_id, 0) AS other_id
  FROM said AS m LEFT JOIN node AS n ON n.alias_id = m.alias_id LEFT JOIN mate AS t ON t.alias_id = m.alias_id LEFT JOIN home AS h ON h.alias_id = m.alias_id)
SELECT w.alias_id, s.name AS source, w.account_name AS name, w.account_id AS said_id, w.email, w.domain, w.of_id AS account_id, w.account,
  w.probability, w.how, CAST(w.node_id AS BIGINT) AS node_id, CAST(w.other_id AS BIGINT) AS other_id,
  coalesce(os.name, '') AS other_source, coalesce(o.account_name, '') AS other_name, coalesce(o.account_id, '') AS other_said_id
FROM whole AS w JOIN source AS s ON s.source_id = w.source_id LEFT JOIN alias AS o ON o.alias_id = w.other_id LEFT JOIN source AS os ON os.source_id = o.source_id
ORDER BY w.alias_id
-- name: report_quarantine_reasons
SELECT reason, CAST(count(*) AS BIGINT) AS n FROM quarantine
WHERE CAST($1 AS BIGINT) = 0 OR file_id = CAST($1 AS BIGINT) GROUP BY reason
-- name: report_quarantine
SELECT file_id, line, column_name, reason, raw FROM quarantine
WHERE (CAST($1 AS BIGINT) = 0 OR file_id = CAST($1 AS BIGINT)) AND (CAST($4 AS TEXT) = '' OR reason = CAST($4 AS TEXT))
ORDER BY file_id, seq LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT)
-- name: report_source_kinds
SELECT k.source_id, s.name AS source, k.kind, k.files, k.n, k.party, k.resolved, k.accounts, k.state, k.cadence, k.first_day, k.last_day,
       k.usual, k.allowed, k.weekdays, k.expected, k.stale_from, k.gaps, k.gap_from, k.gap_to, k.empty_weeks, k.recent, k.usual_week
FROM d_source_kind AS k JOIN source AS s ON s.source_id = k.source_id ORDER BY k.source_id, k.kind
-- name: report_source_weeks
SELECT source_id, kind, week, n, gap FROM d_source_week ORDER BY source_id, kind, week
-- name: report_kinds
SELECT kind, accounts FROM d_kind ORDER BY kind
-- name: report_aside
-- Each reason with its first row; a row is file and number as one (fewer than 10^9 a file, exact).
SELECT q.reason, g.n, g.files, g.whole, q.file_id, f.path, q.line, q.column_name, q.raw
FROM (SELECT min(file_id * 1000000000 + seq) AS first, CAST(count(*) AS BIGINT) AS n, CAST(count(DISTINCT file_id) AS BIGINT) AS files,
             CAST(sum(CASE WHEN whole_row THEN 1 ELSE 0 END) AS BIGINT) AS whole FROM quarantine GROUP BY reason) AS g
JOIN quarantine AS q ON q.file_id * 1000000000 + q.seq = g.first JOIN file AS f ON f.file_id = q.file_id
ORDER BY g.n DESC, q.file_id, q.seq
-- name: report_not_stored
SELECT s.name AS source, t.column_name, t.what, t.how, CAST(sum(t.n) AS BIGINT) AS n, CAST(count(DISTINCT t.file_id) AS BIGINT) AS files
FROM not_stored AS t JOIN file AS f ON f.file_id = t.file_id JOIN source AS s ON s.source_id = f.source_id
GROUP BY s.source_id, s.name, t.column_name, t.what, t.how ORDER BY s.source_id, md5(t.column_name), t.what, t.how
-- name: report_erasures
SELECT CAST(count(*) AS BIGINT) AS n FROM erasure
-- name: report_actions
SELECT x.action_id, x.issue_id, i.name AS issue_name, x.name, x.issue, x.owner, x.unit, x.countries, x.start_date, x.end_date, x.cost, x.status, x.expected,
       x.share_low, x.share_high, x.share_from, x.predicted, x.predicted_low, x.predicted_high, x.grade, x.metric, x.leading_before, x.leading_now, x.leading_target,
       x.leading_day, x.leading_state, x.leading_from, x.file_id, x.line, d.verdict, d.grade AS audit_grade, p.method, p.p, p.information, p.departure, p.largest, p.shock,
       p.shock_p, p.drift, p.did_effect, p.sc_effect, p.sdid_effect, p.placebo_p, p.share, p.share_low AS took_low, p.share_high AS took_high, p.realised, p.realised_low,
       p.realised_high, p.able_on, p.able_units
FROM d_action AS x LEFT JOIN d_issue AS i ON i.issue_id = x.issue_id LEFT JOIN d_audit AS d ON d.audit_id = x.audit_id LEFT JOIN d_proof AS p ON p.audit_id = x.audit_id ORDER BY x.action_id
-- name: report_lots
SELECT l.verdict_id, v.subject, v.who, l.start_date, l.seed, l.hold_out, l.waves, l.every, CAST(count(*) AS BIGINT) AS accounts,
       CAST(sum(CASE WHEN k.wave = 0 THEN 1 ELSE 0 END) AS BIGINT) AS held
FROM lot AS l JOIN verdict AS v ON v.verdict_id = l.verdict_id JOIN lot_account AS k ON k.verdict_id = l.verdict_id
WHERE NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'act' AND u.what = 'undo' AND u.subject = CAST(l.verdict_id AS TEXT))
GROUP BY l.verdict_id, v.subject, v.who, l.start_date, l.seed, l.hold_out, l.waves, l.every ORDER BY l.verdict_id
-- name: report_lot_accounts
-- $1: the decision; 0: every draw that stands.
SELECT l.verdict_id, d.account_id, a.name, l.wave FROM lot_account AS l JOIN d_alias AS d ON d.alias_id = l.alias_id JOIN d_account AS a ON a.account_id = d.account_id
WHERE (CAST($1 AS BIGINT) = 0 OR l.verdict_id = CAST($1 AS BIGINT))
  AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'act' AND u.what = 'undo' AND u.subject = CAST(l.verdict_id AS TEXT))
ORDER BY l.verdict_id, l.wave, d.account_id, l.alias_id LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT)
-- name: report_plans
SELECT action_id, seq, way, hold_out, waves, every, reached, others, level, wanted, months, units FROM d_plan ORDER BY action_id, seq
-- name: report_whys
SELECT action_id, node, seq, answer FROM d_why ORDER BY action_id, seq
-- name: report_why_rows
SELECT action_id, node, seq, path, line, file_id FROM d_why_row ORDER BY action_id, node, seq
-- name: report_readings
SELECT action_id, day, value FROM d_reading ORDER BY action_id, day
-- name: report_audit_years
SELECT audit_id, year, first, last, effect, low, high, state FROM d_audit_year ORDER BY audit_id, year
-- name: report_observed
SELECT audit_id, outcome, months, effect, low, high, money, money_low, money_high, modelled, p, placebo_p, n_reached, n_others, method, grade, note FROM d_observed
ORDER BY audit_id, CASE outcome WHEN 'kept' THEN 1 WHEN 'renewed' THEN 2 WHEN 'billed' THEN 3 ELSE 4 END, outcome
-- name: report_lessons
SELECT kind, audits, share, low, high FROM d_lesson ORDER BY kind
-- name: report_lesson_audits
SELECT kind, action, verdict, share, low, high FROM d_lesson_audit ORDER BY kind, audit_id
-- name: report_lifetimes
SELECT l.account_id, a.name, a.segment, l.how, l.tenure, l.alive, l.expected, l.revenue, l.serve, l.value, l.value_low, l.value_high
FROM d_lifetime AS l JOIN d_account AS a ON a.account_id = l.account_id ORDER BY l.value DESC, l.account_id
-- name: report_lifetime_page
SELECT l.account_id, a.name, a.segment, l.how, l.tenure, l.alive, l.expected, l.revenue, l.serve, l.value, l.value_low, l.value_high
FROM d_lifetime AS l JOIN d_account AS a ON a.account_id = l.account_id ORDER BY l.value DESC, l.account_id LIMIT CAST($1 AS BIGINT) OFFSET CAST($2 AS BIGINT)
-- name: report_lifetime_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_lifetime AS l JOIN d_account AS a ON a.account_id = l.account_id
-- name: report_lifetime_totals
SELECT how, accounts, n, parameters, value, value_low, value_high, note FROM d_lifetime_total ORDER BY how
-- name: report_lifetime_one
SELECT account_id, how, tenure, alive, expected, revenue, serve, value, value_low, value_high FROM d_lifetime
WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY account_id
-- name: report_forecasts
SELECT f.account_id, a.name, a.segment, f.decides, f.amount, f.machine, f.low, f.high, f.owner, f.owner_why, f.final, f.final_from, f.health
FROM d_forecast AS f JOIN d_account AS a ON a.account_id = f.account_id ORDER BY f.amount * (1 - f.final) DESC, f.account_id
-- name: report_forecast_page
-- $1 health, $2 part of the name, $3 renewal, health or else the money at risk, $4 rows, $5 behind.
SELECT f.account_id, a.name, a.segment, f.decides, f.amount, f.machine, f.low, f.high, f.owner, f.owner_why, f.final, f.final_from, f.health
FROM d_forecast AS f JOIN d_account AS a ON a.account_id = f.account_id
WHERE ($1 = '' OR f.health = $1) AND ($2 = '' OR strpos(lower(a.name), lower($2)) > 0)
ORDER BY CASE WHEN $3 = 'renewal' THEN f.decides END NULLS LAST, CASE WHEN $3 = 'health' THEN f.final END NULLS LAST, f.amount * (1 - f.final) DESC, f.account_id
LIMIT CAST($4 AS BIGINT) OFFSET CAST($5 AS BIGINT)
-- name: report_forecast_health
SELECT f.health, CAST(count(*) AS BIGINT) AS n, CAST(sum(CASE WHEN $1 = '' OR strpos(lower(a.name), lower($1)) > 0 THEN 1 ELSE 0 END) AS BIGINT) AS found, CAST(sum(f.amount) AS BIGINT) AS amount
FROM d_forecast AS f JOIN d_account AS a ON a.account_id = f.account_id GROUP BY f.health ORDER BY f.health
-- name: report_forecast_said
SELECT a.account_id, v.verdict_id, v.object, v.who, v.decided_at FROM verdict AS v JOIN d_account AS a ON a.name = v.subject
WHERE v.stage = 'forecast' AND v.what = 'owner' AND a.account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT)
  AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'forecast' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))
ORDER BY a.account_id, v.verdict_id
-- name: report_forecast_one
SELECT account_id, decides, amount, machine, low, high, owner, owner_why, final, final_from, health FROM d_forecast
WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY account_id
-- name: report_forecast_whys
SELECT account_id, seq, words, points FROM d_forecast_why ORDER BY account_id, seq
-- name: report_forecast_why_of
SELECT account_id, seq, words, points FROM d_forecast_why WHERE account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY account_id, seq
-- name: report_forecast_why_one
SELECT account_id, seq, words, points FROM d_forecast_why WHERE account_id BETWEEN CAST($1 AS BIGINT) AND CAST($2 AS BIGINT) ORDER BY account_id, seq
-- name: report_forecast_tests
SELECT rule, n, lost, brier, brier_gain_low, brier_gain_high, auc, slope, expected, observed FROM d_forecast_test
ORDER BY CASE rule WHEN 'machine' THEN 1 WHEN 'base rate' THEN 2 WHEN 'score of 9 or 10' THEN 3 ELSE 4 END
-- name: report_warnings
SELECT seq, level, times, n, warned, went, lost, money, caught, hit, hit_low, hit_high, found, found_low, found_high, found_money, found_money_low, found_money_high, stake, stake_low, stake_high
FROM d_warning ORDER BY seq
-- name: report_backtest_wrong
SELECT b.account_id, a.name, b.decided, b.renewed, b.machine, b.base FROM d_backtest AS b JOIN d_account AS a ON a.account_id = b.account_id
WHERE b.wrong = TRUE ORDER BY abs(CASE WHEN b.renewed = TRUE THEN 1.0 ELSE 0.0 END - b.machine) DESC, b.account_id, b.decision_id
-- name: report_backtest_bins
SELECT CAST(floor(machine * 10) AS BIGINT) AS bin, CAST(count(*) AS BIGINT) AS n, sum(machine) / count(*) AS forecast,
       CAST(sum(CASE WHEN renewed = TRUE THEN 1 ELSE 0 END) AS DOUBLE PRECISION) / count(*) AS observed FROM d_backtest GROUP BY CAST(floor(machine * 10) AS BIGINT) ORDER BY 1
-- name: report_annuities
SELECT n.issue_id, i.name, n.year, n.contacts, n.low, n.high, n.cost, n.hours, n.present, n.note, coalesce(m.extra, 0) AS extra, m.present_low, m.present_high
FROM d_annuity AS n JOIN d_issue AS i ON i.issue_id = n.issue_id LEFT JOIN d_annuity_more AS m ON m.issue_id = n.issue_id AND m.year = n.year ORDER BY n.issue_id, n.year
-- name: report_annuity
SELECT n.year, n.contacts, n.low, n.high, n.cost, n.hours, n.present, n.note, coalesce(m.extra, 0) AS extra, m.present_low, m.present_high
FROM d_annuity AS n LEFT JOIN d_annuity_more AS m ON m.issue_id = n.issue_id AND m.year = n.year WHERE n.issue_id = CAST($1 AS BIGINT) ORDER BY n.year
-- name: report_annuity_sum
SELECT present_low, present_high FROM d_annuity_more WHERE issue_id = CAST($1 AS BIGINT) AND year = 0 ORDER BY 1
-- name: report_theme_states
SELECT s.theme_id, s.parent_id, s.state, s.name, s.found_name, s.terms, s.first_day, s.last_day, s.likeness, s.comments, s.accounts, s.stability, coalesce(t.sentiment, u.sentiment) AS sentiment,
  coalesce(t.negative, u.negative) AS negative
FROM d_theme_state AS s LEFT JOIN d_theme AS t ON t.theme_id = s.theme_id LEFT JOIN d_sub_theme AS u ON u.theme_id = s.theme_id ORDER BY s.comments DESC, s.theme_id
-- name: report_sub_quotes
-- Of each sub-theme the first that may be shown.
SELECT theme_id, key, text, granted FROM (
  SELECT q.theme_id, y.key, c.text, coalesce(g.what, '') AS granted, row_number() OVER (PARTITION BY q.theme_id ORDER BY q.rank) AS nr
  FROM d_sub_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id
  JOIN d_comment_key AS y ON y.account_id = q.account_id AND y.comment_id = q.comment_id
  LEFT JOIN d_account AS a ON a.account_id = q.account_id LEFT JOIN voice_permission AS g ON g.name = a.name WHERE coalesce(g.what, '') <> 'forbid') AS e
WHERE nr = 1 ORDER BY theme_id
-- name: report_theme_named
-- A theme, or a sub-theme behind its theme.
SELECT CASE WHEN p.name IS NULL THEN s.name ELSE p.name || '/' || s.name END AS name FROM d_theme_state AS s LEFT JOIN d_theme_state AS p ON p.theme_id = s.parent_id
WHERE s.theme_id = CAST($1 AS BIGINT) ORDER BY s.theme_id
-- name: report_theme_asks
SELECT k.rank, k.how, k.margin, y.key, c.text, c.account_id, c.comment_id, c."at",
  CAST(coalesce((SELECT min(s.name) FROM d_code AS d JOIN d_theme_state AS s ON s.theme_id = d.theme_id WHERE d.account_id = c.account_id AND d.comment_id = c.comment_id AND d.kind = 'theme' AND d.seq = 1), 'other') AS TEXT) AS theme
FROM d_theme_ask AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
JOIN d_comment_key AS y ON y.account_id = k.account_id AND y.comment_id = k.comment_id
LEFT JOIN d_account AS a ON a.account_id = k.account_id LEFT JOIN voice_permission AS g ON g.name = a.name WHERE coalesce(g.what, '') <> 'forbid' ORDER BY k.rank
-- name: report_theme_agree
SELECT part, n, same, kappa, low, high FROM d_theme_agree ORDER BY part DESC
-- name: report_theme_learned
SELECT l.theme_id, s.name, l.labels, l.positive, l.found_f1, l.learned_f1, l.used FROM d_theme_learned AS l JOIN d_theme_state AS s ON s.theme_id = l.theme_id ORDER BY l.theme_id
-- name: report_theme_shares
SELECT h.question, h.segment, h.theme_id, coalesce(s.name, 'other') AS name, h.answers, h.accounts, h.coded, h.share, h.low, h.high, h.p, h.q
FROM d_theme_share AS h LEFT JOIN d_theme_state AS s ON s.theme_id = h.theme_id WHERE h.question = $1
ORDER BY h.segment, CASE WHEN h.theme_id = 0 THEN 1 ELSE 0 END, h.coded DESC, h.theme_id
-- name: report_theme_questions
SELECT h.question, CAST(max(h.answers) AS BIGINT) AS answers FROM d_theme_share AS h WHERE h.segment = '' AND h.question <> '' GROUP BY h.question ORDER BY answers DESC, h.question
-- name: report_outcomes
SELECT outcome, seq, words, unit, n, accounts, mean, first, last, late, ended, unknown FROM d_outcome ORDER BY seq
-- name: report_driver_fits
SELECT f.outcome, f.kind, f.n, f.accounts, f.drivers, f.fit, f.fit_low, f.fit_high, f.condition, f.draws, f.note, coalesce(o.seq, 99) AS seq
FROM d_driver_fit AS f LEFT JOIN d_outcome AS o ON o.outcome = f.outcome ORDER BY coalesce(o.seq, 99), md5(f.outcome)
-- name: report_drivers
SELECT outcome, rank, driver, source, share, low, high, weight, first, top, along, tied, label, penalty, penalty_low, penalty_high, reward, reward_low, reward_high, weight_low, weight_high
FROM d_driver ORDER BY md5(outcome), rank
-- name: report_surfaces
SELECT item, n, accounts, r2, part, estimate, low, high, note FROM d_surface ORDER BY md5(item), part
-- name: report_chain_of
-- The behaviour that carries most of the issue's effect first.
SELECT behaviour, n, accounts, moved, moved_low, moved_high, moves, moves_low, moves_high, through, through_low, through_high, note FROM d_chain
WHERE issue_id = CAST($1 AS BIGINT) AND through IS NOT NULL ORDER BY abs(through) DESC, md5(behaviour)
-- name: report_chains
SELECT c.issue_id, i.name, c.behaviour, c.n, c.accounts, c.moved, c.moved_low, c.moved_high, c.moves, c.moves_low, c.moves_high, c.through, c.through_low, c.through_high,
       c.past, c.past_low, c.past_high, c.note
FROM d_chain AS c JOIN d_issue AS i ON i.issue_id = c.issue_id ORDER BY c.issue_id, md5(c.behaviour)
-- name: report_hazards
SELECT model, seq, driver, ratio, low, high, p, unit FROM d_hazard ORDER BY CASE model WHEN 'decisions' THEN 0 WHEN 'cox' THEN 1 ELSE 2 END, md5(model), seq
-- name: report_hazard_fits
SELECT model, n, accounts, lost, late, loglik, concordance, note FROM d_hazard_fit ORDER BY CASE model WHEN 'decisions' THEN 0 WHEN 'cox' THEN 1 ELSE 2 END, md5(model)
-- name: report_ends
SELECT ending, year, share, low, high FROM d_end ORDER BY md5(ending), year
-- name: report_look_back
SELECT part, seq, words, n, accounts, estimate, low, high, stayed, stayed_low, stayed_high FROM d_look_back ORDER BY seq, md5(part)
-- name: report_effects_checked
SELECT e.issue_id, i.name, e.outcome, m.unit, e.estimate, e.low, e.high, e.raw_estimate, e.raw_low, e.raw_high, e.n_exposed, e.n_unexposed, e.n_accounts, e.q, coalesce(u.grade, e.grade) AS grade,
       e.reason || coalesce('; ' || u.reason, '') AS reason, m.second, m.second_way, e.outside, e.balance, e.evalue, m.placebo, m.placebo_low, m.placebo_high, m.placebo_p, m.segments_p, m.segments_sd, o.words, coalesce(o.seq, 99) AS seq,
       f.estimate AS few, f.low AS few_low, f.high AS few_high, f.p AS few_p, f.method AS few_way
FROM d_effect AS e JOIN d_issue AS i ON i.issue_id = e.issue_id LEFT JOIN d_effect_more AS m ON m.issue_id = e.issue_id AND m.outcome = e.outcome
LEFT JOIN d_effect_few AS f ON f.issue_id = e.issue_id AND f.outcome = e.outcome LEFT JOIN d_issue_proof AS u ON u.issue_id = e.issue_id AND e.outcome = 'renewal'
LEFT JOIN d_outcome AS o ON o.outcome = e.outcome ORDER BY coalesce(o.seq, 99), e.q NULLS LAST, e.issue_id, md5(e.outcome)
-- name: report_stay_test
SELECT landmark, n_met, n_not, lost_met, lost_not, chi2, p, note FROM d_stay_test WHERE issue_id = CAST($1 AS BIGINT) ORDER BY issue_id
-- name: report_stay_curve
SELECT n.day, m.at_risk AS at_met, m.share AS share_met, m.low AS low_met, m.high AS high_met, n.at_risk AS at_not, n.share AS share_not, n.low AS low_not, n.high AS high_not
FROM d_stay_curve AS n JOIN d_stay_curve AS m ON m.issue_id = n.issue_id AND m.day = n.day AND m.met = 1 WHERE n.issue_id = CAST($1 AS BIGINT) AND n.met = 0 ORDER BY n.day
-- name: report_effect_parts
SELECT issue_id, outcome, segment, n_exposed, n_unexposed, own, estimate, low, high FROM d_effect_part ORDER BY issue_id, md5(outcome), md5(segment)
-- name: report_sweet
-- Importance to customers (points of score that meeting it goes with) beside what it is worth, and who is for it.
SELECT i.issue_id, i.name, coalesce(w.owner, i.owner) AS owner, CASE WHEN e.grade = 'D' THEN NULL ELSE -e.estimate END AS importance, CASE WHEN e.grade = 'D' THEN NULL ELSE -e.high END AS importance_low,
       CASE WHEN e.grade = 'D' THEN NULL ELSE -e.low END AS importance_high, coalesce(e.grade, 'D') AS importance_grade, coalesce(u.grade, r.grade, 'D') AS value_grade,
       v.cost, v.cost_low, v.cost_high, coalesce(v.cost_to_serve, 0) AS cost_to_serve, coalesce(o.eager, '') AS eager, coalesce(o.convince, '') AS convince, coalesce(o.options, 0) AS options
FROM d_issue AS i LEFT JOIN d_effect AS e ON e.issue_id = i.issue_id AND e.outcome = 'nps' LEFT JOIN d_effect AS r ON r.issue_id = i.issue_id AND r.outcome = 'renewal'
LEFT JOIN d_issue_proof AS u ON u.issue_id = i.issue_id LEFT JOIN d_value AS v ON v.issue_id = i.issue_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id
LEFT JOIN (SELECT issue_id, string_agg(CASE WHEN eager <> '' THEN eager END, ', ' ORDER BY option_id) AS eager,
                  string_agg(CASE WHEN convince <> '' THEN convince END, ', ' ORDER BY option_id) AS convince, CAST(count(*) AS BIGINT) AS options
           FROM d_option WHERE issue_id IS NOT NULL GROUP BY issue_id) AS o ON o.issue_id = i.issue_id
ORDER BY v.rank NULLS LAST, i.issue_id
-- name: report_mouth
SELECT source, way, band, n, accounts, acts, estimate, low, high, grade, note FROM d_mouth ORDER BY seq, md5(source), md5(way), md5(band)
-- name: report_mouth_items
SELECT CASE WHEN label = '' THEN question ELSE label END AS question, way FROM d_mouth_item ORDER BY md5(way), md5(question), md5(label)
-- name: report_mouth_worth
SELECT part, n, value, value_low, value_high, grade, note FROM d_mouth_worth ORDER BY CASE part WHEN 'customer' THEN 1 ELSE 2 END, md5(part)
-- name: report_index_fit
SELECT source, model, sheets, complete, accounts, draws, note FROM d_index_fit ORDER BY md5(source)
-- name: report_index
SELECT seq, name, estimate, low, high, r2, reliability FROM d_index ORDER BY seq
-- name: report_index_items
SELECT seq, construct, item, weight, weight_low, weight_high, loading FROM d_index_item ORDER BY seq
-- name: report_index_paths
SELECT p.from_seq, p.to_seq, f.name AS from_name, t.name AS to_name, p.path, p.path_low, p.path_high, p.total, p.total_low, p.total_high
FROM d_index_path AS p JOIN d_index AS f ON f.seq = p.from_seq JOIN d_index AS t ON t.seq = p.to_seq ORDER BY p.from_seq, p.to_seq
