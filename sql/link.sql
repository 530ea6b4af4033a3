-- name: renewal_opportunities
SELECT l.account_id, o.close_date, o.is_closed, o.is_won, o.stage, o.amount, o.currency, o.file_id, o.line
FROM f_opportunity AS o JOIN d_alias AS l ON l.alias_id = o.alias_id
WHERE o.superseded_by IS NULL AND l.account_id IS NOT NULL AND o.close_date IS NOT NULL AND (lower(o.type) LIKE '%renew%' OR lower(o.type) LIKE '%verl%nger%')
ORDER BY l.account_id, o.close_date, o.file_id, o.line
-- name: paid_subscriptions
SELECT l.account_id, s.start_date, s.end_date, s.churned, s.mrr, s.currency, s.file_id, s.line
FROM f_subscription AS s JOIN d_alias AS l ON l.alias_id = s.alias_id
WHERE s.superseded_by IS NULL AND l.account_id IS NOT NULL AND coalesce(s.is_trial, FALSE) = FALSE AND coalesce(s.mrr, 0) > 0
ORDER BY l.account_id, s.start_date, s.file_id, s.line
-- name: clear_decision
DELETE FROM d_decision
-- name: decisions_with_account
SELECT d.account_id, d.decision_id, d.decided, d.renewed, d.amount, a.segment, a.region, a.country, a.customer_since, coalesce(f.top_id, a.account_id) AS cluster
FROM d_decision AS d JOIN d_account AS a ON a.account_id = d.account_id LEFT JOIN d_family AS f ON f.account_id = a.account_id WHERE d.renewed IS NOT NULL ORDER BY d.account_id, d.decision_id
-- name: deliveries_by_account
SELECT l.account_id, d.promised AS day, d.delivered, d.dispatched, coalesce(d.order_no, d.ext_id, '') AS id, d.file_id, d.line
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
WHERE d.superseded_by IS NULL AND l.account_id IS NOT NULL AND d.delivered IS NOT NULL ORDER BY l.account_id, d.promised, d.file_id, d.line
-- name: tickets_by_account
SELECT l.account_id, CAST(t.created_at AS DATE) AS day, t.reply_minutes, t.satisfaction, t.escalated, coalesce(t.subject, t.ext_id, '') AS id, t.file_id, t.line
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL ORDER BY l.account_id, CAST(t.created_at AS DATE), t.file_id, t.line
-- name: theme_mentions
SELECT k.theme_id, c.account_id, CAST(c."at" AS DATE) AS day, CASE WHEN c.sentiment IS NULL THEN NULL ELSE k.value END AS sentiment, c.channel, c.file_id, c.line, substr(c.text, 1, 160) AS id
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
WHERE k.kind = 'theme' AND c.account_id > 0 AND coalesce(r.again, FALSE) = FALSE ORDER BY k.theme_id, c.account_id, CAST(c."at" AS DATE), c.comment_id, k.seq
-- name: theme_list
SELECT theme_id, name, terms, comments, accounts, negative, sentiment, stability FROM d_theme ORDER BY theme_id
-- name: usage_weeks
SELECT account_id, week, events, users FROM d_usage_week ORDER BY account_id, week
-- name: clear_issue
DELETE FROM d_issue
-- name: clear_exposure
DELETE FROM d_exposure
-- name: clear_exposed_now
DELETE FROM d_exposed_now
-- name: clear_evidence
DELETE FROM d_evidence
-- name: clear_effect
DELETE FROM d_effect
