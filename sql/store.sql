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
-- Rows in force whose currency was said: of deals, contracts and invoices; where these are as many, of payments and the general ledger.
SELECT r.currency, CAST(sum(r.n) AS BIGINT) AS n, CAST(sum(r.m) AS BIGINT) AS m FROM (
  SELECT currency, 3 AS kind, key_hash, row_hash, file_id, 1 AS n, 0 AS m FROM f_opportunity WHERE amount IS NOT NULL AND currency IS NOT NULL AND superseded_by IS NULL
  UNION ALL SELECT currency, 4 AS kind, key_hash, row_hash, file_id, 1 AS n, 0 AS m FROM f_subscription WHERE mrr IS NOT NULL AND currency IS NOT NULL AND superseded_by IS NULL
  UNION ALL SELECT currency, 6 AS kind, key_hash, row_hash, file_id, 1 AS n, 0 AS m FROM f_invoice WHERE amount IS NOT NULL AND currency IS NOT NULL AND superseded_by IS NULL
  UNION ALL SELECT currency, 14 AS kind, key_hash, row_hash, file_id, 0 AS n, 1 AS m FROM f_payment WHERE amount IS NOT NULL AND currency IS NOT NULL AND superseded_by IS NULL
  UNION ALL SELECT currency, 16 AS kind, key_hash, row_hash, file_id, 0 AS n, 1 AS m FROM f_ledger WHERE amount IS NOT NULL AND currency IS NOT NULL AND superseded_by IS NULL) AS r
WHERE NOT EXISTS (SELECT 1 FROM currency_assumed AS c WHERE c.kind = r.kind AND c.key_hash = r.key_hash AND c.row_hash = r.row_hash AND c.file_id = r.file_id)
GROUP BY r.currency ORDER BY 2 DESC, 3 DESC, 1
-- name: currency_assumed_count
SELECT CAST(count(*) AS BIGINT) AS n FROM currency_assumed
-- name: restamp_opportunity
UPDATE f_opportunity SET currency = $1, amount = CAST((amount * CAST($2 AS BIGINT) - (amount * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 3 AND c.key_hash = f_opportunity.key_hash AND c.row_hash = f_opportunity.row_hash AND c.file_id = f_opportunity.file_id
-- name: restamp_subscription
UPDATE f_subscription SET currency = $1, mrr = CAST((mrr * CAST($2 AS BIGINT) - (mrr * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 4 AND c.key_hash = f_subscription.key_hash AND c.row_hash = f_subscription.row_hash AND c.file_id = f_subscription.file_id
-- name: restamp_churn
UPDATE f_churn SET currency = $1, refund = CAST((refund * CAST($2 AS BIGINT) - (refund * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 5 AND c.key_hash = f_churn.key_hash AND c.row_hash = f_churn.row_hash AND c.file_id = f_churn.file_id
-- name: restamp_invoice
UPDATE f_invoice SET currency = $1, amount = CAST((amount * CAST($2 AS BIGINT) - (amount * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 6 AND c.key_hash = f_invoice.key_hash AND c.row_hash = f_invoice.row_hash AND c.file_id = f_invoice.file_id
-- name: restamp_delivery
UPDATE f_delivery SET currency = $1, value = CAST((value * CAST($2 AS BIGINT) - (value * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 7 AND c.key_hash = f_delivery.key_hash AND c.row_hash = f_delivery.row_hash AND c.file_id = f_delivery.file_id
-- name: restamp_initiative
UPDATE f_initiative SET currency = $1, cost = CAST((cost * CAST($2 AS BIGINT) - (cost * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 12 AND c.key_hash = f_initiative.key_hash AND c.row_hash = f_initiative.row_hash AND c.file_id = f_initiative.file_id
-- name: restamp_payment
UPDATE f_payment SET currency = $1, amount = CAST((amount * CAST($2 AS BIGINT) - (amount * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT), refunded = CAST((refunded * CAST($2 AS BIGINT) - (refunded * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT), fee = CAST((fee * CAST($2 AS BIGINT) - (fee * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 14 AND c.key_hash = f_payment.key_hash AND c.row_hash = f_payment.row_hash AND c.file_id = f_payment.file_id
-- name: restamp_ledger
UPDATE f_ledger SET currency = $1, amount = CAST((amount * CAST($2 AS BIGINT) - (amount * CAST($2 AS BIGINT)) % CAST($3 AS BIGINT)) / CAST($3 AS BIGINT) AS BIGINT)
FROM currency_assumed AS c WHERE c.kind = 16 AND c.key_hash = f_ledger.key_hash AND c.row_hash = f_ledger.row_hash AND c.file_id = f_ledger.file_id
-- name: book_tables
SELECT CAST(table_name AS TEXT) AS name, table_type = 'VIEW' AS is_view FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type IN ('BASE TABLE', 'VIEW') ORDER BY table_name
-- name: find_ready
SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM d_find_word) THEN 1 ELSE 0 END AS BIGINT) AS n
