-- name: page_files
SELECT f.file_id, s.name AS source, f.path, f.kind, f.bytes, f.encoding, f.rows_in, f.rows_kept, f.rows_unchanged, f.rows_quarantined, f.note
FROM file AS f JOIN source AS s ON s.source_id = f.source_id ORDER BY f.file_id
-- name: page_invoices_beside
-- Invoices in other currencies than the book's for which there is no rate, the most frequent first.
SELECT currency, CAST(sum(n) AS BIGINT) AS n FROM d_ledger_part WHERE part = 'without rate' AND currency <> $1 GROUP BY currency ORDER BY 2 DESC, 1
-- name: page_issue_list
SELECT i.issue_id, i.name, i.official, i.kind, i.rule, i.theme_id, coalesce(w.owner, i.owner) AS owner, coalesce(w.why, '') AS owner_why, e.estimate, e.low, e.high, e.se, e.p, e.q,
       e.raw_estimate, e.raw_low, e.raw_high, e.n_exposed, e.n_unexposed, e.n_accounts, e.balance, e.outside, e.evalue,
       coalesce(u.grade, e.grade) AS grade, e.reason || coalesce('; ' || u.reason, '') AS grade_reason, e.method, v.rank, v.accounts_exposed, v.revenue_exposed, v.cost, v.cost_low, v.cost_high,
       v.horizon_days, v.cost_to_serve, v.annuity, v.reason, coalesce(s.certain, v.cost_to_serve) AS serve_certain, s.estimated AS serve_estimated,
       s.estimated_low AS serve_estimated_low, s.estimated_high AS serve_estimated_high, coalesce(s.grade, '') AS serve_grade, m.present_low AS annuity_low, m.present_high AS annuity_high
FROM d_issue AS i LEFT JOIN d_effect AS e ON e.issue_id = i.issue_id AND e.outcome = 'renewal' LEFT JOIN d_issue_proof AS u ON u.issue_id = i.issue_id
LEFT JOIN d_value AS v ON v.issue_id = i.issue_id LEFT JOIN d_serve AS s ON s.issue_id = i.issue_id
LEFT JOIN d_annuity_more AS m ON m.issue_id = i.issue_id AND m.year = 0 LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id ORDER BY i.issue_id
-- name: page_streams
SELECT stream_id, name, measure, theme_id, dimension, value FROM d_stream ORDER BY stream_id
-- name: page_stream_weeks
SELECT week, x, n FROM d_stream_week WHERE stream_id = CAST($1 AS BIGINT) ORDER BY week
-- name: page_signal_list
SELECT g.signal_id, g.stream_id, g.kind, g."at", g.detected_at, g.before, g.after, g.size, g.low, g.high, g.q, g.n, g.accounts,
       s.name, s.measure, s.theme_id, s.dimension, s.value, coalesce(m.shape, 'step') AS shape, m.affected, m.revenue
FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id LEFT JOIN d_signal_more AS m ON m.signal_id = g.signal_id ORDER BY g."at" DESC, g.signal_id
-- name: page_audits
SELECT audit_id, action, issue_id, measure, effect, low, high, pretrend_p, n_treated, n_control, cost, verdict, grade, note
FROM d_audit ORDER BY audit_id
-- name: page_metrics
SELECT metric_id, unit, name, touchpoint, value, target, status, customer_view, verdict, n, note FROM d_metric ORDER BY metric_id
-- name: page_ledger
SELECT month, currency, invoiced, matched FROM d_ledger ORDER BY month
-- name: page_findings
SELECT finding_id, title, found, of, why, coalesce(todo, '') AS todo FROM d_finding ORDER BY finding_id
-- name: page_finding_rows
SELECT r.finding_id, r.seq, r.text, f.path, r.line FROM d_finding_row AS r JOIN file AS f ON f.file_id = r.file_id
WHERE r.seq <= CAST($1 AS BIGINT) ORDER BY r.finding_id, r.seq
-- name: page_reviews
SELECT r.account_id, r.alias_id, a.name, r.probability, r.why, l.account_name, l.account_id AS said_id, l.domain, s.name AS source
FROM d_review AS r JOIN d_account AS a ON a.account_id = r.account_id JOIN alias AS l ON l.alias_id = r.alias_id
JOIN source AS s ON s.source_id = l.source_id ORDER BY r.account_id, r.alias_id
-- name: page_quarantine_rows
SELECT q.file_id, q.seq, f.path, q.line, q.col, q.column_name, q.reason, q.raw, q.whole_row
FROM quarantine AS q JOIN file AS f ON f.file_id = q.file_id ORDER BY q.file_id, q.seq LIMIT CAST($1 AS BIGINT)
-- name: page_quarantine_reasons
SELECT reason, CAST(count(*) AS BIGINT) AS n, CAST(count(DISTINCT file_id) AS BIGINT) AS files,
       CAST(sum(CASE WHEN whole_row THEN 1 ELSE 0 END) AS BIGINT) AS whole FROM quarantine GROUP BY reason
-- name: page_quotes
SELECT q.rank, c.text, CAST(c."at" AS DATE) AS day, c.channel, c.language, a.account_id, a.name, coalesce(p.role, '') AS role, f.path, c.line
FROM d_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id
JOIN d_account AS a ON a.account_id = q.account_id JOIN file AS f ON f.file_id = c.file_id
LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE q.theme_id = CAST($1 AS BIGINT) AND coalesce(g.what, '') <> 'forbid' ORDER BY q.rank
-- name: page_quote_spans
SELECT q.rank, k.span_from, k.span_to FROM d_quote AS q
JOIN d_code AS k ON k.account_id = q.account_id AND k.comment_id = q.comment_id AND k.theme_id = q.theme_id
WHERE q.theme_id = CAST($1 AS BIGINT) AND k.kind = 'theme' ORDER BY q.rank, k.seq
-- name: page_exposed
SELECT n.account_id, n.times, a.name, a.segment, a.country FROM d_exposed_now AS n JOIN d_account AS a ON a.account_id = n.account_id
WHERE n.issue_id = CAST($1 AS BIGINT) ORDER BY n.account_id
-- name: page_evidence
SELECT e.account_id, e.seq, a.name, e.day, CASE WHEN g.what = 'forbid' AND i.kind <> 'promise' THEN chr(8230) ELSE e.text END AS text, f.path, e.line FROM d_evidence AS e
JOIN d_account AS a ON a.account_id = e.account_id JOIN file AS f ON f.file_id = e.file_id JOIN d_issue AS i ON i.issue_id = e.issue_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE e.issue_id = CAST($1 AS BIGINT) ORDER BY e.day DESC, e.account_id, e.seq LIMIT CAST($2 AS BIGINT)
-- name: page_roles
SELECT c.role, CAST(count(*) AS BIGINT) AS n, CAST(sum(CASE WHEN h.contact_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS heard
FROM d_contact AS c LEFT JOIN (
  SELECT l.account_id, l.contact_id FROM heard AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
  WHERE l.account_id IS NOT NULL AND l.contact_id IS NOT NULL
    AND r.day > CAST($1 AS DATE) - 365 AND r.day <= CAST($1 AS DATE)
  GROUP BY l.account_id, l.contact_id) AS h ON h.account_id = c.account_id AND h.contact_id = c.contact_id
GROUP BY c.role
-- name: page_accounts
SELECT account_id, name, parent_id, segment, region, country, industry, employees, customer_since, churn_flag, n_alias
FROM d_account ORDER BY account_id
-- name: page_account_people
SELECT c.contact_id, c.name, c.email, c.role, h.day FROM d_contact AS c
LEFT JOIN (SELECT l.contact_id, max(r.day) AS day FROM heard AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
           WHERE l.account_id = CAST($1 AS BIGINT) GROUP BY l.contact_id) AS h ON h.contact_id = c.contact_id
WHERE c.account_id = CAST($1 AS BIGINT) ORDER BY c.contact_id
-- name: page_account_aliases
SELECT l.alias_id, s.name AS source, l.account_id AS said_id, l.account_name, l.email, l.domain, d.probability, d.how, f.path, l.line
FROM d_alias AS d JOIN alias AS l ON l.alias_id = d.alias_id JOIN source AS s ON s.source_id = l.source_id
JOIN file AS f ON f.file_id = l.file_id WHERE d.account_id = CAST($1 AS BIGINT) ORDER BY l.alias_id LIMIT CAST($2 AS BIGINT)
-- name: page_come_up
SELECT account_id, decides, amount FROM d_forecast ORDER BY account_id
-- name: page_account_decisions
SELECT d.decision_id, d.decided, d.renewed, d.amount, d.currency, f.path, d.line FROM d_decision AS d JOIN file AS f ON f.file_id = d.file_id
WHERE d.account_id = CAST($1 AS BIGINT) ORDER BY d.decided DESC, d.decision_id
-- name: page_account_exposure
SELECT n.issue_id, n.times FROM d_exposed_now AS n WHERE n.account_id = CAST($1 AS BIGINT) ORDER BY n.issue_id
-- name: page_account_evidence
SELECT e.issue_id, e.seq, e.day, CASE WHEN g.what = 'forbid' AND i.kind <> 'promise' THEN chr(8230) ELSE e.text END AS text, f.path, e.line FROM d_evidence AS e JOIN file AS f ON f.file_id = e.file_id
JOIN d_issue AS i ON i.issue_id = e.issue_id JOIN d_account AS a ON a.account_id = e.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE e.account_id = CAST($1 AS BIGINT) ORDER BY e.day DESC, e.issue_id, e.seq
-- name: page_account_comments
SELECT c.comment_id, CAST(c."at" AS DATE) AS day, c.channel, c.text, c.score, coalesce(p.role, '') AS role, coalesce(p.name, '') AS who, f.path, c.line
FROM d_comment AS c JOIN file AS f ON f.file_id = c.file_id LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE c.account_id = CAST($1 AS BIGINT) AND coalesce(g.what, '') <> 'forbid' ORDER BY c."at" DESC, c.comment_id LIMIT CAST($2 AS BIGINT)
-- name: page_account_usage
SELECT week, events, users FROM d_usage_week WHERE account_id = CAST($1 AS BIGINT) ORDER BY week
