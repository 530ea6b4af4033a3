-- name: check_alias_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT alias_id FROM f_account UNION ALL SELECT alias_id FROM f_contact UNION ALL SELECT alias_id FROM f_opportunity UNION ALL SELECT alias_id FROM f_invoice
  UNION ALL SELECT alias_id FROM f_delivery UNION ALL SELECT alias_id FROM f_ticket UNION ALL SELECT alias_id FROM f_response
  UNION ALL SELECT alias_id FROM f_payment UNION ALL SELECT alias_id FROM f_ledger UNION ALL SELECT alias_id FROM f_message UNION ALL SELECT alias_id FROM f_review UNION ALL SELECT alias_id FROM f_utterance UNION ALL SELECT alias_id FROM f_note UNION ALL SELECT alias_id FROM f_reference UNION ALL SELECT alias_id FROM f_change) AS f
LEFT JOIN alias AS l ON l.alias_id = f.alias_id WHERE f.alias_id IS NOT NULL AND l.alias_id IS NULL
-- name: check_file_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT file_id FROM f_account UNION ALL SELECT file_id FROM f_contact UNION ALL SELECT file_id FROM f_opportunity UNION ALL SELECT file_id FROM f_invoice
  UNION ALL SELECT file_id FROM f_delivery UNION ALL SELECT file_id FROM f_ticket UNION ALL SELECT file_id FROM f_response UNION ALL SELECT file_id FROM quarantine
  UNION ALL SELECT file_id FROM f_payment UNION ALL SELECT file_id FROM f_rate UNION ALL SELECT file_id FROM f_ledger UNION ALL SELECT file_id FROM f_message UNION ALL SELECT file_id FROM f_review UNION ALL SELECT file_id FROM f_utterance UNION ALL SELECT file_id FROM f_field UNION ALL SELECT file_id FROM f_note UNION ALL SELECT file_id FROM f_reference UNION ALL SELECT file_id FROM f_change) AS f
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
  UNION ALL SELECT key_hash FROM f_field WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_note WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_reference WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1
  UNION ALL SELECT key_hash FROM f_change WHERE superseded_by IS NULL GROUP BY key_hash HAVING count(*) > 1) AS k
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
-- name: check_source_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (SELECT source_id FROM alias UNION ALL SELECT source_id FROM file) AS u
LEFT JOIN source AS s ON s.source_id = u.source_id WHERE s.source_id IS NULL
-- name: check_superseded_by
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT superseded_by AS file_id FROM f_account WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_contact WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_identity WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_opportunity WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_subscription WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_churn WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_invoice WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_delivery WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_ticket WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_response WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_answer WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_metric WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_initiative WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_event WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_payment WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_rate WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_ledger WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_message WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_review WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_utterance WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_field WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_note WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_reference WHERE superseded_by IS NOT NULL
  UNION ALL SELECT superseded_by AS file_id FROM f_change WHERE superseded_by IS NOT NULL) AS f
LEFT JOIN file AS g ON g.file_id = f.file_id WHERE g.file_id IS NULL
-- name: check_rows_stored
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT f.file_id FROM file AS f LEFT JOIN (
  SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_account GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_contact GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_identity GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_opportunity GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_subscription GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_churn GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_invoice GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_delivery GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_ticket GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_response GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_answer GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_metric GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_initiative GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_event GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_payment GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_rate GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_ledger GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_message GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_review GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_utterance GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_field GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_note GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_reference GROUP BY file_id
  UNION ALL SELECT file_id, CAST(count(*) AS BIGINT) AS n FROM f_change GROUP BY file_id) AS k ON k.file_id = f.file_id
  GROUP BY f.file_id, f.rows_kept HAVING coalesce(sum(k.n), 0) < f.rows_kept) AS d
-- name: check_file_parts
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT file_id FROM quarantine_row UNION ALL SELECT file_id FROM quarantine_fixed UNION ALL SELECT file_id FROM quarantine_money
  UNION ALL SELECT file_id FROM file_export UNION ALL SELECT file_id FROM file_reading UNION ALL SELECT file_id FROM file_head
  UNION ALL SELECT file_id FROM question UNION ALL SELECT file_id FROM reread UNION ALL SELECT file_id FROM record_state UNION ALL SELECT file_id FROM currency_assumed) AS p
LEFT JOIN file AS g ON g.file_id = p.file_id WHERE g.file_id IS NULL
-- name: check_alias_node
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT d.alias_id FROM d_alias AS d LEFT JOIN alias AS l ON l.alias_id = d.alias_id WHERE l.alias_id IS NULL
  UNION ALL SELECT alias_id FROM d_alias GROUP BY alias_id HAVING count(*) > 1) AS x
-- name: check_issue_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT issue_id FROM d_effect UNION ALL SELECT issue_id FROM d_exposure UNION ALL SELECT issue_id FROM d_exposed_now UNION ALL SELECT issue_id FROM d_evidence) AS d
LEFT JOIN d_issue AS i ON i.issue_id = d.issue_id WHERE i.issue_id IS NULL
-- name: check_comment_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT account_id, comment_id FROM d_code UNION ALL SELECT account_id, comment_id FROM d_quote UNION ALL SELECT account_id, comment_id FROM d_mood
  UNION ALL SELECT account_id, comment_id FROM d_comment_key UNION ALL SELECT account_id, comment_id FROM d_sub_quote UNION ALL SELECT account_id, comment_id FROM d_comment_call) AS d
LEFT JOIN d_comment AS c ON c.account_id = d.account_id AND c.comment_id = d.comment_id WHERE c.comment_id IS NULL
-- name: check_theme_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT theme_id FROM d_code WHERE theme_id IS NOT NULL AND kind = 'theme' UNION ALL SELECT theme_id FROM d_quote) AS d
LEFT JOIN d_theme AS t ON t.theme_id = d.theme_id WHERE t.theme_id IS NULL
-- name: check_stream_missing
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT stream_id FROM d_stream_week UNION ALL SELECT stream_id FROM d_signal UNION ALL SELECT stream_id FROM d_stream_item) AS d
LEFT JOIN d_stream AS s ON s.stream_id = d.stream_id WHERE s.stream_id IS NULL
-- name: check_interval
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT issue_id FROM d_effect WHERE low > high OR estimate < low OR estimate > high OR raw_low > raw_high
  UNION ALL SELECT issue_id FROM d_value WHERE cost_low > cost_high OR cost < cost_low OR cost > cost_high
  UNION ALL SELECT account_id FROM d_forecast WHERE low > high OR machine < 0 OR machine > 1) AS d
-- name: check_ledger_parts
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT coalesce(l.month, p.month) AS month FROM d_ledger AS l FULL JOIN (
    SELECT month, currency, sum(amount) AS invoiced, sum(CASE WHEN part = 'matched' THEN amount ELSE 0 END) AS matched
    FROM d_ledger_part WHERE part IN ('matched', 'unmatched') GROUP BY month, currency) AS p ON p.month = l.month AND p.currency = l.currency
  WHERE coalesce(l.invoiced, 0) <> coalesce(p.invoiced, 0) OR coalesce(l.matched, 0) <> coalesce(p.matched, 0)) AS d
-- name: check_ledger_facts
SELECT CAST(count(*) AS BIGINT) AS n FROM (
  SELECT coalesce(f.month, p.month) AS month FROM (
    SELECT CAST(date_trunc('month', issued) AS DATE) AS month, currency, sum(amount) AS amount, count(*) AS n
    FROM f_invoice WHERE amount IS NOT NULL AND issued IS NOT NULL GROUP BY 1, 2) AS f
  FULL JOIN (
    SELECT month, currency, sum(amount) AS amount, sum(n) AS n
    FROM d_ledger_part WHERE part IN ('superseded', 'void', 'draft', 'duplicate', 'matched', 'unmatched') GROUP BY month, currency) AS p
  ON p.month = f.month AND p.currency = f.currency
  WHERE coalesce(f.amount, 0) <> coalesce(p.amount, 0) OR coalesce(f.n, 0) <> coalesce(p.n, 0)) AS d
