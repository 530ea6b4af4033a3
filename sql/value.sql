-- name: value_decisions
SELECT account_id, decision_id, decided, renewed, amount FROM d_decision ORDER BY account_id, decided, decision_id
-- name: value_exposures
SELECT issue_id, account_id, decision_id, times FROM d_exposure ORDER BY issue_id, account_id, decision_id
-- name: value_now
SELECT issue_id, account_id, times FROM d_exposed_now ORDER BY issue_id, account_id
-- name: issue_effects
SELECT i.issue_id, i.name, i.official, i.kind, i.rule, i.theme_id, i.owner, e.estimate, e.low, e.high, e.se, e.q, e.raw_estimate, e.raw_low, e.raw_high,
       e.n_exposed, e.n_unexposed, e.n_accounts, e.balance, e.outside, e.evalue, e.grade, e.reason, e.method
FROM d_issue AS i JOIN d_effect AS e ON e.issue_id = i.issue_id AND e.outcome = 'renewal' ORDER BY i.issue_id
-- name: value_tickets
SELECT k.theme_id, CAST(count(DISTINCT c.comment_id) AS BIGINT) AS n
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
WHERE k.kind = 'theme' AND c.channel = 'ticket' AND CAST(c."at" AS DATE) > CAST($1 AS DATE) - 365 AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
GROUP BY k.theme_id ORDER BY k.theme_id
-- name: clear_value
DELETE FROM d_value
-- name: clear_ledger
DELETE FROM d_ledger
-- name: fill_ledger
INSERT INTO d_ledger (month, currency, invoiced, matched)
SELECT CAST(date_trunc('month', i.issued) AS DATE), i.currency, CAST(sum(i.amount) AS BIGINT),
       CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE i.amount END) AS BIGINT)
FROM f_invoice AS i LEFT JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE i.superseded_by IS NULL AND coalesce(lower(i.status), '') NOT IN ('void', 'draft') AND i.amount IS NOT NULL
GROUP BY CAST(date_trunc('month', i.issued) AS DATE), i.currency
-- name: ledger_total
SELECT CAST(coalesce(sum(invoiced), 0) AS BIGINT) AS invoiced, CAST(coalesce(sum(matched), 0) AS BIGINT) AS matched FROM d_ledger WHERE currency = $1
-- name: invoiced_year
SELECT l.account_id, CAST(sum(i.amount) AS BIGINT) AS amount FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE i.superseded_by IS NULL AND l.account_id IS NOT NULL AND coalesce(lower(i.status), '') NOT IN ('void', 'draft') AND i.currency = $2
  AND i.issued > CAST($1 AS DATE) - 365 AND i.issued <= CAST($1 AS DATE)
GROUP BY l.account_id ORDER BY l.account_id
-- name: heard_accounts
SELECT l.account_id, CAST(max(r.recorded_at) AS DATE) AS day FROM f_response AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE r.superseded_by IS NULL AND l.account_id IS NOT NULL AND coalesce(r.finished, TRUE) = TRUE
  AND CAST(r.recorded_at AS DATE) > CAST($1 AS DATE) - 365 AND CAST(r.recorded_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id ORDER BY l.account_id
-- name: account_ids
SELECT account_id FROM d_account ORDER BY account_id
