-- What one account ($1) lived through, beside what its card shows (moment_* of report.sql): at most $2 rows of a kind, the newest; "all" is how many there are.
-- Tables of the book and none of its views but voice_permission: a session that shows a part of the book reads a view's tables whole on PostgreSQL (decision 201).
-- name: moment_account
SELECT CAST(count(*) AS BIGINT) AS n FROM d_account WHERE account_id = CAST($1 AS BIGINT)
-- name: moment_kept
-- Deliveries that came as promised ($3: days of grace), a row a month; the place is that of the newest.
WITH d AS (
  SELECT l.account_id, d.delivered AS day, d.file_id, d.line, count(*) OVER (PARTITION BY date_trunc('month', CAST(d.delivered AS TIMESTAMP))) AS n,
         row_number() OVER (PARTITION BY date_trunc('month', CAST(d.delivered AS TIMESTAMP)) ORDER BY d.delivered DESC, d.file_id, d.line) AS nth
  FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
  WHERE d.superseded_by IS NULL AND l.account_id = CAST($1 AS BIGINT) AND d.delivered <= d.promised + CAST($3 AS INTEGER))
SELECT x.account_id, x.day, x.n, x.file_id, x.line, x."all" FROM (
  SELECT account_id, day, n, file_id, line, row_number() OVER (PARTITION BY account_id ORDER BY day DESC) AS place, count(*) OVER (PARTITION BY account_id) AS "all" FROM d WHERE nth = 1) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_overdue
-- Deliveries promised for a day that is past by more than the grace ($3) on the as-of day ($4), and not delivered.
SELECT x.account_id, x.day, x.id, x.file_id, x.line, x."all"
FROM (SELECT l.account_id, d.promised AS day, coalesce(d.order_no, d.ext_id, '') AS id, d.file_id, d.line,
             row_number() OVER (PARTITION BY l.account_id ORDER BY d.promised DESC, d.file_id, d.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
      WHERE d.superseded_by IS NULL AND l.account_id = CAST($1 AS BIGINT) AND d.delivered IS NULL AND d.promised + CAST($3 AS INTEGER) < CAST($4 AS DATE)) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_payments
SELECT x.account_id, x.day, x.amount, x.refunded, x.currency, x.status, x.invoice, x.reason, x.file_id, x.line, x."all"
FROM (SELECT l.account_id, CAST(p.paid_at AS DATE) AS day, p.amount, p.refunded, p.currency, lower(coalesce(p.status, '')) AS status, p.invoice, p.reason, p.file_id, p.line,
             row_number() OVER (PARTITION BY l.account_id ORDER BY CAST(p.paid_at AS DATE) DESC, p.file_id, p.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_payment AS p JOIN d_alias AS l ON l.alias_id = p.alias_id
      WHERE p.superseded_by IS NULL AND l.account_id = CAST($1 AS BIGINT) AND p.paid_at IS NOT NULL) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_usage
-- Use of the product, a row a month; the place is that of its newest event.
WITH e AS (
  SELECT l.account_id, coalesce(l.contact_id, l.alias_id) AS person, CAST(e."at" AS DATE) AS day, CAST(date_trunc('month', e."at") AS DATE) AS month, coalesce(e.quantity, 1) AS quantity, e.file_id, e.line
  FROM f_event AS e JOIN d_alias AS l ON l.alias_id = e.alias_id WHERE e.superseded_by IS NULL AND l.account_id = CAST($1 AS BIGINT) AND e."at" IS NOT NULL),
m AS (SELECT account_id, month, CAST(sum(quantity) AS BIGINT) AS events, CAST(count(*) AS BIGINT) AS n, CAST(count(DISTINCT person) AS BIGINT) AS users FROM e GROUP BY account_id, month),
r AS (SELECT month, day, file_id, line, row_number() OVER (PARTITION BY month ORDER BY day DESC, file_id, line) AS nth FROM e)
SELECT x.account_id, x.day, x.events, x.users, x.n, x.file_id, x.line, x."all"
FROM (SELECT m.account_id, r.day, m.events, m.users, m.n, r.file_id, r.line, row_number() OVER (PARTITION BY m.account_id ORDER BY m.month DESC) AS place, count(*) OVER (PARTITION BY m.account_id) AS "all"
      FROM m JOIN r ON r.month = m.month AND r.nth = 1) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_events
-- What the account did in the product $3 times at most, ever: of names that come oftener there is the row a month.
SELECT x.account_id, x.day, x.name, x.quantity, x.file_id, x.line, x."all"
FROM (SELECT y.account_id, y.day, y.name, y.quantity, y.file_id, y.line, row_number() OVER (PARTITION BY y.account_id ORDER BY y.day DESC, y.file_id, y.line) AS place, count(*) OVER (PARTITION BY y.account_id) AS "all"
      FROM (SELECT l.account_id, CAST(e."at" AS DATE) AS day, e.name, e.quantity, e.file_id, e.line, count(*) OVER (PARTITION BY l.account_id, e.name) AS times
            FROM f_event AS e JOIN d_alias AS l ON l.alias_id = e.alias_id
            WHERE e.superseded_by IS NULL AND l.account_id = CAST($1 AS BIGINT) AND e."at" IS NOT NULL AND e.name IS NOT NULL) AS y
      WHERE y.times <= CAST($3 AS BIGINT)) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_ours
-- What our own people wrote to the account and about it: of a ticket that is not known to be the account's, nothing.
SELECT x.account_id, x.day, x.kind, x.source, x.text, x.file_id, x.line, x."all"
FROM (SELECT y.account_id, y.day, y.kind, y.source, y.text, y.file_id, y.line, y.comment_id,
             row_number() OVER (PARTITION BY y.account_id, y.kind ORDER BY y.day DESC, y.comment_id) AS place, count(*) OVER (PARTITION BY y.account_id, y.kind) AS "all"
      FROM (SELECT c.account_id, CAST(c."at" AS DATE) AS day, CASE c.source WHEN 'reply' THEN 'reply' ELSE 'note' END AS kind, c.source,
                   CASE WHEN g.what = 'forbid' THEN NULL ELSE substr(c.text, 1, 400) END AS text, c.file_id, c.line, c.comment_id
            FROM d_side_comment AS c LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
            WHERE c.account_id = CAST($1 AS BIGINT) AND c.source IN ('reply', 'note', 'crm', 'loss')) AS y) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.kind, x.day DESC, x.comment_id
-- name: moment_references
SELECT x.account_id, x.day, x.type, x.status, x.file_id, x.line, x."all"
FROM (SELECT l.account_id, r.given AS day, r.type, r.status, r.file_id, r.line,
             row_number() OVER (PARTITION BY l.account_id ORDER BY r.given DESC, r.file_id, r.line) AS place, count(*) OVER (PARTITION BY l.account_id) AS "all"
      FROM f_reference AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
      WHERE r.superseded_by IS NULL AND l.account_id = CAST($1 AS BIGINT) AND r.given IS NOT NULL) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line
-- name: moment_changes
-- Fields of the account, its contracts and its deals that a later version of the record says otherwise, on the day of that version: the record's own stamp, else the
-- day its file was exported.  Of a file the last version counts; one whose day nobody says is left out.
WITH c AS (
  SELECT l.account_id, 'account' AS about, 0 AS kind, f.field, CAST(NULL AS TEXT) AS currency, n.key_hash, n.file_id, n.line,
         CASE f.field WHEN 'name' THEN o.name WHEN 'segment' THEN o.segment WHEN 'region' THEN o.region WHEN 'country' THEN o.country WHEN 'city' THEN o.city WHEN 'industry' THEN o.industry
                      WHEN 'website' THEN o.website WHEN 'employees' THEN CAST(o.employees AS TEXT) END AS old,
         CASE f.field WHEN 'name' THEN n.name WHEN 'segment' THEN n.segment WHEN 'region' THEN n.region WHEN 'country' THEN n.country WHEN 'city' THEN n.city WHEN 'industry' THEN n.industry
                      WHEN 'website' THEN n.website WHEN 'employees' THEN CAST(n.employees AS TEXT) END AS new
  FROM f_account AS n JOIN d_alias AS l ON l.alias_id = n.alias_id
  JOIN f_account AS o ON o.source_id = n.source_id AND o.key_hash = n.key_hash AND o.superseded_by = n.file_id AND (o.file_id <> n.file_id OR o.line < n.line)
  CROSS JOIN (VALUES ('name'), ('segment'), ('region'), ('country'), ('city'), ('industry'), ('website'), ('employees')) AS f(field)
  WHERE l.account_id = CAST($1 AS BIGINT) AND (n.superseded_by IS NULL OR n.superseded_by <> n.file_id)
  UNION ALL
  SELECT l.account_id, 'contract', 4, f.field, CASE f.field WHEN 'mrr' THEN coalesce(n.currency, '') END, n.key_hash, n.file_id, n.line,
         CASE f.field WHEN 'plan' THEN o.plan WHEN 'seats' THEN CAST(o.seats AS TEXT) WHEN 'mrr' THEN CAST(o.mrr AS TEXT) WHEN 'end' THEN CAST(o.end_date AS TEXT) END,
         CASE f.field WHEN 'plan' THEN n.plan WHEN 'seats' THEN CAST(n.seats AS TEXT) WHEN 'mrr' THEN CAST(n.mrr AS TEXT) WHEN 'end' THEN CAST(n.end_date AS TEXT) END
  FROM f_subscription AS n JOIN d_alias AS l ON l.alias_id = n.alias_id
  JOIN f_subscription AS o ON o.source_id = n.source_id AND o.key_hash = n.key_hash AND o.superseded_by = n.file_id AND (o.file_id <> n.file_id OR o.line < n.line)
  CROSS JOIN (VALUES ('plan'), ('seats'), ('mrr'), ('end')) AS f(field)
  WHERE l.account_id = CAST($1 AS BIGINT) AND (n.superseded_by IS NULL OR n.superseded_by <> n.file_id)
  UNION ALL
  SELECT l.account_id, 'deal', 3, f.field, CASE f.field WHEN 'amount' THEN coalesce(n.currency, '') END, n.key_hash, n.file_id, n.line,
         CASE f.field WHEN 'stage' THEN o.stage WHEN 'amount' THEN CAST(o.amount AS TEXT) WHEN 'close' THEN CAST(o.close_date AS TEXT) WHEN 'contract end' THEN CAST(o.contract_end AS TEXT) END,
         CASE f.field WHEN 'stage' THEN n.stage WHEN 'amount' THEN CAST(n.amount AS TEXT) WHEN 'close' THEN CAST(n.close_date AS TEXT) WHEN 'contract end' THEN CAST(n.contract_end AS TEXT) END
  FROM f_opportunity AS n JOIN d_alias AS l ON l.alias_id = n.alias_id
  JOIN f_opportunity AS o ON o.source_id = n.source_id AND o.key_hash = n.key_hash AND o.superseded_by = n.file_id AND (o.file_id <> n.file_id OR o.line < n.line)
  CROSS JOIN (VALUES ('stage'), ('amount'), ('close'), ('contract end')) AS f(field)
  WHERE l.account_id = CAST($1 AS BIGINT) AND (n.superseded_by IS NULL OR n.superseded_by <> n.file_id)),
dated AS (
  SELECT c.account_id, c.about, c.field, c.currency, c.old, c.new, c.file_id, c.line, CAST(coalesce(s.changed_at, e.exported_at) AS DATE) AS day
  FROM c LEFT JOIN (SELECT kind, key_hash, file_id, max(changed_at) AS changed_at FROM record_state WHERE kind IN (0, 3, 4) GROUP BY kind, key_hash, file_id) AS s
         ON s.kind = c.kind AND s.key_hash = c.key_hash AND s.file_id = c.file_id
  LEFT JOIN file_export AS e ON e.file_id = c.file_id WHERE coalesce(c.old, '') <> coalesce(c.new, ''))
SELECT x.account_id, x.day, x.about, x.field, x.currency, x.old, x.new, x.file_id, x.line, x."all"
FROM (SELECT account_id, day, about, field, currency, old, new, file_id, line, row_number() OVER (PARTITION BY account_id ORDER BY day DESC, file_id, line, about, field) AS place, count(*) OVER (PARTITION BY account_id) AS "all"
      FROM dated WHERE day IS NOT NULL) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.file_id, x.line, x.about, x.field
-- name: moment_tasks
-- Tasks that somebody ended, and with what words; that of the last decision that was not taken back.
SELECT x.account_id, x.day, x.cause, x.outcome, x.who, x.file_id, x.line, x."all"
FROM (SELECT t.account_id, CAST(v.decided_at AS DATE) AS day, t.cause, v.object AS outcome, v.who, t.task_id, CAST(0 AS BIGINT) AS file_id, CAST(0 AS BIGINT) AS line,
             row_number() OVER (PARTITION BY t.account_id ORDER BY v.verdict_id DESC) AS place, count(*) OVER (PARTITION BY t.account_id) AS "all"
      FROM task AS t JOIN (SELECT d.subject, max(d.verdict_id) AS verdict_id FROM verdict AS d WHERE d.stage = 'task' AND d.what = 'done'
        AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'task' AND u.what = 'undo' AND u.subject = CAST(d.verdict_id AS TEXT)) GROUP BY d.subject) AS l ON l.subject = CAST(t.task_id AS TEXT)
      JOIN verdict AS v ON v.verdict_id = l.verdict_id WHERE t.account_id = CAST($1 AS BIGINT) AND t.account_id <> 0) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.task_id
-- name: moment_actions
-- Begin and end of what is done about an issue that the account meets, where it is done in its country.
SELECT x.account_id, x.day, x.name, x.begins, x.owner, x.issue, x.file_id, x.line, x."all"
FROM (SELECT y.account_id, y.day, y.name, y.begins, y.owner, y.issue, y.action_id, y.file_id, y.line,
             row_number() OVER (PARTITION BY y.account_id ORDER BY y.day DESC, y.action_id, y.begins DESC) AS place, count(*) OVER (PARTITION BY y.account_id) AS "all"
      FROM (SELECT e.account_id, CASE w.begins WHEN 1 THEN d.start_date ELSE d.end_date END AS day, d.name, w.begins, d.owner, i.name AS issue, d.action_id,
                   coalesce(d.file_id, CAST(0 AS BIGINT)) AS file_id, coalesce(d.line, CAST(0 AS BIGINT)) AS line
            FROM d_exposed_now AS e JOIN d_action AS d ON d.issue_id = e.issue_id JOIN d_issue AS i ON i.issue_id = e.issue_id JOIN d_account AS a ON a.account_id = e.account_id
            CROSS JOIN (VALUES (CAST(1 AS BIGINT)), (CAST(0 AS BIGINT))) AS w(begins)
            WHERE e.account_id = CAST($1 AS BIGINT) AND (d.countries = '' OR ' ' || translate(d.countries, ',;', '  ') || ' ' LIKE '% ' || a.country || ' %')) AS y
      WHERE y.day IS NOT NULL) AS x
WHERE x.place <= CAST($2 AS BIGINT) ORDER BY x.account_id, x.day DESC, x.action_id, x.begins DESC
