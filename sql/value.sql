-- name: value_decisions
-- runs: of an open one, that its contract does now; of a decided one, that something of the account still does.
SELECT d.account_id, d.decision_id, d.decided, d.renewed, d.amount, coalesce(m.runs, d.renewed, FALSE) AS runs, coalesce(m.months, 12) AS months
FROM d_decision AS d LEFT JOIN d_decision_more AS m ON m.account_id = d.account_id AND m.decision_id = d.decision_id ORDER BY d.account_id, d.decided, d.decision_id
-- name: value_ratios
-- Renewals of accounts that have nothing else beside: what is kept against what was paid before.
SELECT m.before, m.kept FROM d_decision AS d JOIN d_decision_more AS m ON m.account_id = d.account_id AND m.decision_id = d.decision_id
WHERE d.renewed = TRUE AND m.before > 0 AND m.kept > 0 AND coalesce(m.months, 12) = 12 AND (m.before = d.amount OR m.kept = d.amount) ORDER BY d.account_id, d.decision_id
-- name: value_less
-- Renewals for less, all contracts of the account together: what was paid before and what is kept.
SELECT m.before, m.kept FROM d_decision AS d JOIN d_decision_more AS m ON m.account_id = d.account_id AND m.decision_id = d.decision_id
WHERE d.renewed = TRUE AND m.ending = 'reduced' AND m.before > 0 AND m.kept > 0 ORDER BY d.account_id, d.decision_id
-- name: value_exposures
-- of_cause: in the same window the issue that it is a consequence of was met as well; what it takes there is that one's.
SELECT x.issue_id, x.account_id, x.decision_id, x.times,
       CAST(CASE WHEN EXISTS (SELECT 1 FROM d_issue_after AS f JOIN d_exposure AS c ON c.issue_id = f.cause_id
         WHERE f.issue_id = x.issue_id AND c.account_id = x.account_id AND c.decision_id = x.decision_id) THEN 1 ELSE 0 END AS BIGINT) AS of_cause
FROM d_exposure AS x ORDER BY x.issue_id, x.account_id, x.decision_id
-- name: value_now
SELECT x.issue_id, x.account_id, x.times,
       CAST(CASE WHEN EXISTS (SELECT 1 FROM d_issue_after AS f JOIN d_exposed_now AS c ON c.issue_id = f.cause_id
         WHERE f.issue_id = x.issue_id AND c.account_id = x.account_id) THEN 1 ELSE 0 END AS BIGINT) AS of_cause
FROM d_exposed_now AS x ORDER BY x.issue_id, x.account_id
-- name: issue_effects
SELECT i.issue_id, i.name, i.official, i.kind, i.rule, i.theme_id, i.owner, e.estimate, e.low, e.high, e.se, e.q, e.raw_estimate, e.raw_low, e.raw_high,
       e.n_exposed, e.n_unexposed, e.n_accounts, e.balance, e.outside, e.evalue, e.grade, e.reason, e.method,
       f.estimate AS less, f.se AS less_se, f.q AS less_q, coalesce(f.grade, 'D') AS less_grade
FROM d_issue AS i JOIN d_effect AS e ON e.issue_id = i.issue_id AND e.outcome = 'renewal' LEFT JOIN d_effect AS f ON f.issue_id = i.issue_id AND f.outcome = 'reduced' ORDER BY i.issue_id
-- name: serve_issues
-- Tickets of an issue in the year, each once: on its theme.  Those that were answered late, escalated or rated badly would have come anyway.
WITH ticket AS (
  SELECT DISTINCT i.issue_id, c.file_id, c.line, CAST(c."at" AS DATE) AS day
  FROM d_issue AS i JOIN d_code AS k ON k.theme_id = i.theme_id AND k.kind = 'theme' JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
  WHERE c.channel = 'ticket' AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
), counted AS (SELECT issue_id, CAST(count(*) AS BIGINT) AS n FROM ticket WHERE day > CAST($1 AS DATE) - 365 GROUP BY issue_id)
SELECT i.issue_id, coalesce(n.n, 0) AS tickets, coalesce(y.episodes, 0) AS episodes, e.estimate, e.low, e.high, e.q, coalesce(e.grade, 'D') AS grade
FROM d_issue AS i LEFT JOIN counted AS n ON n.issue_id = i.issue_id LEFT JOIN d_issue_year AS y ON y.issue_id = i.issue_id
LEFT JOIN d_effect AS e ON e.issue_id = i.issue_id AND e.outcome = 'cost' ORDER BY i.issue_id
-- name: serve_once
WITH ticket AS (
  SELECT DISTINCT i.issue_id, c.file_id, c.line, CAST(c."at" AS DATE) AS day
  FROM d_issue AS i JOIN d_code AS k ON k.theme_id = i.theme_id AND k.kind = 'theme' JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
  WHERE c.channel = 'ticket' AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
), once AS (
  SELECT t.file_id, t.line, max(CASE WHEN v.estimated IS NULL THEN 0 ELSE 1 END) AS told
  FROM ticket AS t JOIN d_serve AS v ON v.issue_id = t.issue_id WHERE t.day > CAST($1 AS DATE) - 365 GROUP BY t.file_id, t.line)
SELECT CAST(count(*) AS BIGINT) AS tickets, CAST(coalesce(sum(told), 0) AS BIGINT) AS told FROM once ORDER BY 1
-- name: clear_serve
DELETE FROM d_serve
-- name: clear_annuity_more
DELETE FROM d_annuity_more
-- name: clear_value
DELETE FROM d_value
-- name: clear_ledger
DELETE FROM d_ledger
-- name: clear_ledger_part
DELETE FROM d_ledger_part
-- name: clear_ledger_row
DELETE FROM d_ledger_row
-- name: ledger_invoices
-- stamped: the book knows the order of this record's versions by their own stamps (as finding_key_twice has it).
SELECT i.source_id, i.file_id, i.line, i.superseded_by, i.key_hash, coalesce(i.ext_id, '') AS ext_id, coalesce(i.number, '') AS number, i.issued, i.paid, i.amount,
       i.currency, coalesce(lower(i.status), '') AS status, i.state, l.account_id, CASE WHEN v.key_hash IS NULL THEN FALSE ELSE TRUE END AS stamped
FROM invoice_state AS i LEFT JOIN d_alias AS l ON l.alias_id = i.alias_id
LEFT JOIN (SELECT key_hash, file_id FROM record_state WHERE kind = 6 GROUP BY key_hash, file_id HAVING count(*) = 1 OR count(DISTINCT changed_at) > 1) AS v
  ON v.key_hash = i.key_hash AND v.file_id = i.file_id AND i.superseded_by = i.file_id
WHERE i.amount IS NOT NULL AND i.issued IS NOT NULL ORDER BY i.file_id, i.line, i.key_hash, i.row_hash
-- name: ledger_aside
SELECT q.file_id, q.seq, q.line, q.reason, m.day, coalesce(m.currency, '') AS currency, m.amount
FROM quarantine AS q JOIN file AS g ON g.file_id = q.file_id LEFT JOIN quarantine_money AS m ON m.file_id = q.file_id AND m.seq = q.seq
WHERE q.whole_row = TRUE AND strpos(g.mapping, 'kind = invoice') > 0 ORDER BY q.file_id, q.seq
-- name: ledger_payments
SELECT file_id, line, paid_at, amount, coalesce(refunded, 0) AS refunded, currency, coalesce(lower(status), '') AS status, coalesce(invoice, '') AS invoice
FROM f_payment WHERE superseded_by IS NULL AND amount IS NOT NULL AND paid_at IS NOT NULL ORDER BY file_id, line, key_hash
-- name: ledger_lines
SELECT file_id, line, posted, coalesce(number, '') AS number, coalesce(name, '') AS name, account, amount, currency
FROM f_ledger WHERE superseded_by IS NULL AND amount IS NOT NULL AND posted IS NOT NULL ORDER BY file_id, line, key_hash
-- name: rate_all
SELECT base, quote, day, rate FROM f_rate WHERE superseded_by IS NULL AND rate IS NOT NULL ORDER BY base, quote, day, file_id, line
-- name: invoiced_year
SELECT l.account_id, CAST(sum(i.amount) AS BIGINT) AS amount FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE l.account_id IS NOT NULL AND i.currency = $2
  AND i.issued > CAST($1 AS DATE) - 365 AND i.issued <= CAST($1 AS DATE)
GROUP BY l.account_id ORDER BY l.account_id
-- name: heard_accounts
SELECT l.account_id, max(r.day) AS day FROM heard AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE l.account_id IS NOT NULL AND r.day > CAST($1 AS DATE) - 365 AND r.day <= CAST($1 AS DATE)
GROUP BY l.account_id ORDER BY l.account_id
-- name: account_ids
SELECT account_id FROM d_account ORDER BY account_id
-- name: clear_issue_draw
DELETE FROM d_issue_draw
-- name: clear_value_part
DELETE FROM d_value_part
-- name: life_accounts
SELECT account_id, name, segment, region, customer_since FROM d_account ORDER BY account_id
-- name: life_tickets
SELECT l.account_id, CAST(count(*) AS BIGINT) AS n FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE) AND CAST(t.created_at AS DATE) > CAST($1 AS DATE) - 365
GROUP BY l.account_id ORDER BY l.account_id
-- name: visit_days
-- Visits at a customer's and meetings, each day of each account.
SELECT v.account_id, v.day, CAST(sum(CASE WHEN v.visit THEN 1 ELSE 0 END) AS BIGINT) AS visits, CAST(sum(CASE WHEN v.visit THEN 0 ELSE 1 END) AS BIGINT) AS meetings
FROM visit_told AS v WHERE v.day <= CAST($1 AS DATE) GROUP BY v.account_id, v.day ORDER BY v.account_id, v.day
-- name: life_credits
SELECT l.account_id, CAST(-sum(i.amount) AS BIGINT) AS amount
FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE l.account_id IS NOT NULL AND i.amount < 0 AND i.currency = $2
  AND i.issued <= CAST($1 AS DATE) AND i.issued > CAST($1 AS DATE) - 365
GROUP BY l.account_id ORDER BY l.account_id
-- name: life_invoices
SELECT l.account_id, i.issued, CAST(sum(i.amount) AS BIGINT) AS amount FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE l.account_id IS NOT NULL AND i.currency = $2
  AND i.issued <= CAST($1 AS DATE)
GROUP BY l.account_id, i.issued ORDER BY l.account_id, i.issued
-- name: life_scores
SELECT l.account_id, CAST(c.recorded_at AS DATE) AS day, CAST(sum(c.nps) AS BIGINT) AS total, CAST(count(*) AS BIGINT) AS n
FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id
WHERE l.account_id IS NOT NULL AND c.nps IS NOT NULL AND CAST(c.recorded_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(c.recorded_at AS DATE) ORDER BY l.account_id, CAST(c.recorded_at AS DATE)
-- name: life_ticket_days
SELECT l.account_id, CAST(t.created_at AS DATE) AS day, CAST(count(*) AS BIGINT) AS n FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(t.created_at AS DATE) ORDER BY l.account_id, CAST(t.created_at AS DATE)
-- name: forecast_heard
-- Days on which somebody of the account spoke to us.
SELECT l.account_id, h.day, CAST(count(*) AS BIGINT) AS n FROM heard AS h JOIN d_alias AS l ON l.alias_id = h.alias_id
WHERE l.account_id IS NOT NULL AND h.day <= CAST($1 AS DATE) GROUP BY l.account_id, h.day ORDER BY l.account_id, h.day
-- name: forecast_said
SELECT v.verdict_id, v.what, v.subject, v.object, v.who FROM verdict AS v WHERE v.stage = 'forecast' ORDER BY v.verdict_id
-- name: annuity_contacts
WITH ticket AS (
  SELECT DISTINCT i.issue_id, c.file_id, c.line, CAST(c."at" AS DATE) AS day
  FROM d_issue AS i JOIN d_code AS k ON k.theme_id = i.theme_id AND k.kind = 'theme' JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
  WHERE c.channel = 'ticket' AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
)
SELECT issue_id, CAST(date_trunc('month', day) AS DATE) AS month, CAST(count(*) AS BIGINT) AS n
FROM ticket GROUP BY issue_id, CAST(date_trunc('month', day) AS DATE) ORDER BY issue_id, 2
-- name: annuity_base
SELECT CAST(date_trunc('month', week) AS DATE) AS month, CAST(count(DISTINCT account_id) AS BIGINT) AS n FROM d_usage_week
WHERE week <= CAST($1 AS DATE) GROUP BY CAST(date_trunc('month', week) AS DATE) ORDER BY 1
-- name: issue_value_rows
SELECT v.issue_id, v.cost, v.cost_to_serve, v.horizon_days FROM d_value AS v ORDER BY v.issue_id
-- name: clear_lifetime
DELETE FROM d_lifetime
-- name: clear_lifetime_total
DELETE FROM d_lifetime_total
-- name: forecast_account
SELECT name FROM d_account WHERE account_id = CAST($1 AS BIGINT)
-- name: clear_forecast
DELETE FROM d_forecast
-- name: clear_forecast_why
DELETE FROM d_forecast_why
-- name: clear_backtest
DELETE FROM d_backtest
-- name: clear_forecast_test
DELETE FROM d_forecast_test
-- name: clear_warning
DELETE FROM d_warning
-- name: clear_annuity
DELETE FROM d_annuity
-- name: annuity_total
UPDATE d_value SET annuity = (SELECT CAST(sum(n.present) AS BIGINT) FROM d_annuity AS n WHERE n.issue_id = d_value.issue_id AND n.year > 0)
WHERE issue_id IN (SELECT issue_id FROM d_annuity WHERE year > 0)
-- name: mouth_customers
-- New customers that came by word of mouth, and what each will still bring; one that is none any more has no lifetime.
SELECT n.account_id, coalesce(f.top_id, n.account_id) AS cluster, l.value, l.value_low, l.value_high
FROM d_mouth_new AS n LEFT JOIN d_family AS f ON f.account_id = n.account_id LEFT JOIN d_lifetime AS l ON l.account_id = n.account_id
WHERE n.referred ORDER BY n.account_id
-- name: mouth_act
SELECT estimate, low, high, grade, note FROM d_mouth WHERE source = 'brought' AND way = 'act' AND band = 'all' ORDER BY seq
-- name: clear_mouth_worth
DELETE FROM d_mouth_worth
