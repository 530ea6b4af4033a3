-- name: issue_memory
SELECT issue_id AS id, key FROM issue_memory ORDER BY issue_id
-- name: signal_memory
SELECT signal_id AS id, key FROM signal_memory ORDER BY signal_id
-- name: stream_memory
SELECT stream_id AS id, key FROM stream_memory ORDER BY stream_id
-- name: meta_get
SELECT value FROM meta WHERE name = $1
-- name: meta_put
INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
-- name: meta_exists
SELECT CAST(count(*) AS BIGINT) AS n FROM information_schema.tables WHERE table_name = 'meta' AND table_schema = current_schema()
-- name: table_count
SELECT CAST(count(*) AS BIGINT) AS n FROM information_schema.tables WHERE table_schema = current_schema()
-- name: setting_get
SELECT value FROM setting WHERE name = $1
-- name: setting_put
INSERT INTO setting (name, value, unit, note) VALUES ($1, CAST($2 AS DOUBLE PRECISION), $3, $4)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
-- name: setting_list
SELECT name, value, unit, note FROM setting ORDER BY name
-- name: summary_get
SELECT value FROM d_summary WHERE name = $1
-- name: summary_put
INSERT INTO d_summary (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
-- name: currency_counts
SELECT currency, CAST(count(*) AS BIGINT) AS n FROM (
  SELECT currency FROM f_invoice WHERE amount IS NOT NULL UNION ALL SELECT currency FROM f_opportunity WHERE amount IS NOT NULL
  UNION ALL SELECT currency FROM f_subscription WHERE mrr IS NOT NULL) AS m
WHERE currency IS NOT NULL GROUP BY currency
-- name: book_tables
SELECT CAST(table_name AS TEXT) AS name, table_type = 'VIEW' AS is_view FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type IN ('BASE TABLE', 'VIEW') ORDER BY table_name
-- name: find_ready
SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM d_find_word) THEN 1 ELSE 0 END AS BIGINT) AS n
