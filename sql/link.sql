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
-- name: clear_decision_more
DELETE FROM d_decision_more
-- name: clear_outcome
DELETE FROM d_outcome
-- name: clear_effect_more
DELETE FROM d_effect_more
-- name: clear_effect_part
DELETE FROM d_effect_part
-- name: clear_driver_fit
DELETE FROM d_driver_fit
-- name: clear_driver
DELETE FROM d_driver
-- name: clear_surface
DELETE FROM d_surface
-- name: clear_chain
DELETE FROM d_chain
-- name: clear_hazard
DELETE FROM d_hazard
-- name: clear_hazard_fit
DELETE FROM d_hazard_fit
-- name: clear_end
DELETE FROM d_end
-- name: clear_look_back
DELETE FROM d_look_back
-- name: decisions_more
SELECT account_id, decision_id, contracts, before, kept, ending FROM d_decision_more ORDER BY account_id, decision_id
-- name: won_deals
-- Contracts themselves, new or renewed: what is sold on top in between is another deal.
SELECT l.account_id, o.close_date, CAST(sum(o.amount) AS BIGINT) AS amount
FROM f_opportunity AS o JOIN d_alias AS l ON l.alias_id = o.alias_id
WHERE o.superseded_by IS NULL AND l.account_id IS NOT NULL AND o.close_date IS NOT NULL AND o.amount IS NOT NULL AND (o.is_won = TRUE OR lower(coalesce(o.stage, '')) = 'closed won')
  AND (o.currency IS NULL OR o.currency = '' OR lower(o.currency) = lower($1))
  AND (coalesce(o.type, '') = '' OR lower(o.type) LIKE '%new%' OR lower(o.type) LIKE '%neu%' OR lower(o.type) LIKE '%verl%nger%')
GROUP BY l.account_id, o.close_date ORDER BY l.account_id, o.close_date
-- name: link_accounts
SELECT a.account_id, a.name, a.segment, a.region, a.customer_since, coalesce(f.top_id, a.account_id) AS cluster
FROM d_account AS a LEFT JOIN d_family AS f ON f.account_id = a.account_id ORDER BY a.account_id
-- name: link_scores
SELECT l.account_id, CAST(r.recorded_at AS DATE) AS day, r.nps, r.source_id, r.key_hash
FROM response_counted AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE l.account_id IS NOT NULL AND r.nps IS NOT NULL AND CAST(r.recorded_at AS DATE) <= CAST($1 AS DATE)
ORDER BY l.account_id, CAST(r.recorded_at AS DATE), r.source_id, r.key_hash
-- name: link_invoices
SELECT l.account_id, i.issued, i.due, i.paid, i.amount FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE i.superseded_by IS NULL AND l.account_id IS NOT NULL AND i.amount IS NOT NULL AND i.issued IS NOT NULL AND i.issued <= CAST($1 AS DATE) AND i.currency = $2
  AND coalesce(lower(i.status), '') NOT IN ('void', 'voided', 'deleted', 'draft')
ORDER BY l.account_id, i.issued, i.file_id, i.line, i.key_hash
-- name: index_answers
-- Sheets together, of all surveys; the company is the parent.
SELECT coalesce(f.top_id, l.account_id) AS cluster, p.source_id, p.key_hash, r.question, r.number
FROM f_answer AS r JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
JOIN d_alias AS l ON l.alias_id = p.alias_id LEFT JOIN d_family AS f ON f.account_id = l.account_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND l.account_id IS NOT NULL
ORDER BY l.account_id, p.source_id, p.key_hash, md5(r.question), r.key_hash
-- name: link_ratings
-- Only questions that were put to many: key drivers need them side by side.  One row an answer, sheets together.
SELECT l.account_id, p.source_id, p.key_hash, p.nps, r.question, r.number
FROM f_answer AS r JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
JOIN d_alias AS l ON l.alias_id = p.alias_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND p.nps IS NOT NULL AND l.account_id IS NOT NULL
ORDER BY l.account_id, p.source_id, p.key_hash, md5(r.question), r.key_hash
