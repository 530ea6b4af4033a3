-- name: check_alias_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT alias_id FROM f_account UNION ALL SELECT alias_id FROM f_contact UNION ALL SELECT alias_id FROM f_opportunity UNION ALL SELECT alias_id FROM f_invoice
  UNION ALL SELECT alias_id FROM f_delivery UNION ALL SELECT alias_id FROM f_ticket UNION ALL SELECT alias_id FROM f_response
  UNION ALL SELECT alias_id FROM f_payment UNION ALL SELECT alias_id FROM f_ledger UNION ALL SELECT alias_id FROM f_message UNION ALL SELECT alias_id FROM f_review UNION ALL SELECT alias_id FROM f_utterance) AS f
LEFT JOIN alias AS l ON l.alias_id = f.alias_id WHERE f.alias_id IS NOT NULL AND l.alias_id IS NULL
-- name: check_file_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT file_id FROM f_account UNION ALL SELECT file_id FROM f_contact UNION ALL SELECT file_id FROM f_opportunity UNION ALL SELECT file_id FROM f_invoice
  UNION ALL SELECT file_id FROM f_delivery UNION ALL SELECT file_id FROM f_ticket UNION ALL SELECT file_id FROM f_response UNION ALL SELECT file_id FROM quarantine
  UNION ALL SELECT file_id FROM f_payment UNION ALL SELECT file_id FROM f_rate UNION ALL SELECT file_id FROM f_ledger UNION ALL SELECT file_id FROM f_message UNION ALL SELECT file_id FROM f_review UNION ALL SELECT file_id FROM f_utterance UNION ALL SELECT file_id FROM f_field) AS f
LEFT JOIN file AS g ON g.file_id = f.file_id WHERE g.file_id IS NULL
-- name: check_key_twice
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT key_hash FROM f_account WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_contact WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_opportunity WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_invoice WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_delivery WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_ticket WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_response WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_event WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_payment WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_rate WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_ledger WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_message WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_review WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_utterance WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_field WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1) AS k
-- name: check_rows_lost
SELECT CAST(count(*) AS BIGINT) AS n FROM file WHERE rows_in <> rows_kept + rows_unchanged + rows_quarantined
-- name: check_quarantine
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT f.file_id FROM file AS f LEFT JOIN quarantine AS q ON q.file_id = f.file_id AND q.whole_row = TRUE
  GROUP BY f.file_id, f.rows_quarantined HAVING count(q.file_id) <> f.rows_quarantined) AS d
-- name: check_account_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT account_id FROM d_decision UNION ALL SELECT account_id FROM d_contact UNION ALL SELECT account_id FROM d_usage_week
  UNION ALL SELECT account_id FROM d_comment WHERE account_id > 0 UNION ALL SELECT account_id FROM d_exposed_now) AS d
LEFT JOIN d_account AS a ON a.account_id = d.account_id WHERE a.account_id IS NULL
-- name: check_superseding
SELECT CAST(count(*) AS BIGINT) AS n FROM superseding
