-- name: source_list
SELECT source_id, name FROM source ORDER BY source_id
-- name: source_put
INSERT INTO source (source_id, name) VALUES (CAST($1 AS BIGINT), $2)
-- name: alias_all
SELECT alias_id, source_id, account_id, account_name, person_id, email, domain, country, city FROM alias ORDER BY alias_id
-- name: alias_known
-- In no order: of two aliases with the same words the caller takes the smaller id.
SELECT alias_id, words FROM alias_words
-- name: alias_wordless_count
SELECT (SELECT CAST(count(*) AS BIGINT) FROM alias) - (SELECT CAST(count(*) AS BIGINT) FROM alias_words) AS n
-- name: alias_wordless
-- Of books made before alias_words, and of aliases that lost words since.
SELECT a.alias_id, a.source_id, a.account_id, a.account_name, a.person_id, a.email, a.domain, a.country, a.city FROM alias AS a
WHERE NOT EXISTS (SELECT 1 FROM alias_words AS w WHERE w.alias_id = a.alias_id) ORDER BY a.alias_id
-- name: alias_words_drop
DELETE FROM alias_words WHERE alias_id = CAST($1 AS BIGINT)
-- name: file_by_hash
SELECT file_id, rows_in, rows_kept, rows_unchanged, rows_quarantined FROM file WHERE content_hash = $1 ORDER BY file_id
-- name: file_max
SELECT CAST(coalesce(max(file_id), 0) AS BIGINT) AS n FROM file
-- name: file_put
INSERT INTO file (file_id, source_id, path, content_hash, bytes, kind, encoding, mapping, rows_in, rows_kept, rows_unchanged, rows_quarantined, note)
VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3, $4, CAST($5 AS BIGINT), $6, $7, $8, CAST($9 AS BIGINT), CAST($10 AS BIGINT), CAST($11 AS BIGINT), CAST($12 AS BIGINT), $13)
-- name: keys_account
SELECT key_hash, row_hash, file_id FROM f_account WHERE superseded_by IS NULL
-- name: keys_contact
SELECT key_hash, row_hash, file_id FROM f_contact WHERE superseded_by IS NULL
-- name: keys_identity
SELECT key_hash, row_hash, file_id FROM f_identity WHERE superseded_by IS NULL
-- name: keys_opportunity
SELECT key_hash, row_hash, file_id FROM f_opportunity WHERE superseded_by IS NULL
-- name: keys_subscription
SELECT key_hash, row_hash, file_id FROM f_subscription WHERE superseded_by IS NULL
-- name: keys_churn
SELECT key_hash, row_hash, file_id FROM f_churn WHERE superseded_by IS NULL
-- name: keys_invoice
SELECT key_hash, row_hash, file_id FROM f_invoice WHERE superseded_by IS NULL
-- name: keys_delivery
SELECT key_hash, row_hash, file_id FROM f_delivery WHERE superseded_by IS NULL
-- name: keys_ticket
SELECT key_hash, row_hash, file_id, updated_at FROM f_ticket WHERE superseded_by IS NULL
-- name: keys_response
SELECT key_hash, row_hash, file_id FROM f_response WHERE superseded_by IS NULL
-- name: keys_answer
SELECT key_hash, row_hash, file_id FROM f_answer WHERE superseded_by IS NULL
-- name: keys_metric
SELECT key_hash, row_hash, file_id FROM f_metric WHERE superseded_by IS NULL
-- name: keys_initiative
SELECT key_hash, row_hash, file_id FROM f_initiative WHERE superseded_by IS NULL
-- name: keys_event
SELECT key_hash, row_hash, file_id FROM f_event WHERE superseded_by IS NULL
-- name: keys_payment
SELECT key_hash, row_hash, file_id FROM f_payment WHERE superseded_by IS NULL
-- name: keys_rate
SELECT key_hash, row_hash, file_id FROM f_rate WHERE superseded_by IS NULL
-- name: keys_ledger
SELECT key_hash, row_hash, file_id FROM f_ledger WHERE superseded_by IS NULL
-- name: keys_message
SELECT key_hash, row_hash, file_id FROM f_message WHERE superseded_by IS NULL
-- name: keys_review
SELECT key_hash, row_hash, file_id FROM f_review WHERE superseded_by IS NULL
-- name: keys_utterance
SELECT key_hash, row_hash, file_id FROM f_utterance WHERE superseded_by IS NULL
-- name: keys_field
SELECT key_hash, row_hash, file_id FROM f_field WHERE superseded_by IS NULL
-- name: keys_note
SELECT key_hash, row_hash, file_id FROM f_note WHERE superseded_by IS NULL
-- name: keys_reference
SELECT key_hash, row_hash, file_id FROM f_reference WHERE superseded_by IS NULL
-- name: keys_change
SELECT key_hash, row_hash, file_id FROM f_change WHERE superseded_by IS NULL
-- name: supersede_account
UPDATE f_account SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 0 AND f_account.key_hash = s.key_hash AND f_account.row_hash = s.row_hash AND f_account.superseded_by IS NULL
  AND (s.any_row OR f_account.file_id < s.file_id OR (f_account.file_id = s.file_id AND f_account.line < s.line))
-- name: supersede_contact
UPDATE f_contact SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 1 AND f_contact.key_hash = s.key_hash AND f_contact.row_hash = s.row_hash AND f_contact.superseded_by IS NULL
  AND (s.any_row OR f_contact.file_id < s.file_id OR (f_contact.file_id = s.file_id AND f_contact.line < s.line))
-- name: supersede_identity
UPDATE f_identity SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 2 AND f_identity.key_hash = s.key_hash AND f_identity.row_hash = s.row_hash AND f_identity.superseded_by IS NULL
  AND (s.any_row OR f_identity.file_id < s.file_id OR (f_identity.file_id = s.file_id AND f_identity.line < s.line))
-- name: supersede_opportunity
UPDATE f_opportunity SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 3 AND f_opportunity.key_hash = s.key_hash AND f_opportunity.row_hash = s.row_hash AND f_opportunity.superseded_by IS NULL
  AND (s.any_row OR f_opportunity.file_id < s.file_id OR (f_opportunity.file_id = s.file_id AND f_opportunity.line < s.line))
-- name: supersede_subscription
UPDATE f_subscription SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 4 AND f_subscription.key_hash = s.key_hash AND f_subscription.row_hash = s.row_hash AND f_subscription.superseded_by IS NULL
  AND (s.any_row OR f_subscription.file_id < s.file_id OR (f_subscription.file_id = s.file_id AND f_subscription.line < s.line))
-- name: supersede_churn
UPDATE f_churn SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 5 AND f_churn.key_hash = s.key_hash AND f_churn.row_hash = s.row_hash AND f_churn.superseded_by IS NULL
  AND (s.any_row OR f_churn.file_id < s.file_id OR (f_churn.file_id = s.file_id AND f_churn.line < s.line))
-- name: supersede_invoice
UPDATE f_invoice SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 6 AND f_invoice.key_hash = s.key_hash AND f_invoice.row_hash = s.row_hash AND f_invoice.superseded_by IS NULL
  AND (s.any_row OR f_invoice.file_id < s.file_id OR (f_invoice.file_id = s.file_id AND f_invoice.line < s.line))
-- name: supersede_delivery
UPDATE f_delivery SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 7 AND f_delivery.key_hash = s.key_hash AND f_delivery.row_hash = s.row_hash AND f_delivery.superseded_by IS NULL
  AND (s.any_row OR f_delivery.file_id < s.file_id OR (f_delivery.file_id = s.file_id AND f_delivery.line < s.line))
-- name: supersede_ticket
UPDATE f_ticket SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 8 AND f_ticket.key_hash = s.key_hash AND f_ticket.row_hash = s.row_hash AND f_ticket.superseded_by IS NULL
  AND (s.any_row OR f_ticket.file_id < s.file_id OR (f_ticket.file_id = s.file_id AND f_ticket.line < s.line))
-- name: supersede_response
UPDATE f_response SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 9 AND f_response.key_hash = s.key_hash AND f_response.row_hash = s.row_hash AND f_response.superseded_by IS NULL
  AND (s.any_row OR f_response.file_id < s.file_id OR (f_response.file_id = s.file_id AND f_response.line < s.line))
-- name: supersede_answer
UPDATE f_answer SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 10 AND f_answer.key_hash = s.key_hash AND f_answer.row_hash = s.row_hash AND f_answer.superseded_by IS NULL
  AND (s.any_row OR f_answer.file_id < s.file_id OR (f_answer.file_id = s.file_id AND f_answer.line < s.line))
-- name: supersede_metric
UPDATE f_metric SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 11 AND f_metric.key_hash = s.key_hash AND f_metric.row_hash = s.row_hash AND f_metric.superseded_by IS NULL
  AND (s.any_row OR f_metric.file_id < s.file_id OR (f_metric.file_id = s.file_id AND f_metric.line < s.line))
-- name: supersede_initiative
UPDATE f_initiative SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 12 AND f_initiative.key_hash = s.key_hash AND f_initiative.row_hash = s.row_hash AND f_initiative.superseded_by IS NULL
  AND (s.any_row OR f_initiative.file_id < s.file_id OR (f_initiative.file_id = s.file_id AND f_initiative.line < s.line))
-- name: supersede_event
UPDATE f_event SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 13 AND f_event.key_hash = s.key_hash AND f_event.row_hash = s.row_hash AND f_event.superseded_by IS NULL
  AND (s.any_row OR f_event.file_id < s.file_id OR (f_event.file_id = s.file_id AND f_event.line < s.line))
-- name: supersede_payment
UPDATE f_payment SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 14 AND f_payment.key_hash = s.key_hash AND f_payment.row_hash = s.row_hash AND f_payment.superseded_by IS NULL
  AND (s.any_row OR f_payment.file_id < s.file_id OR (f_payment.file_id = s.file_id AND f_payment.line < s.line))
-- name: supersede_rate
UPDATE f_rate SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 15 AND f_rate.key_hash = s.key_hash AND f_rate.row_hash = s.row_hash AND f_rate.superseded_by IS NULL
  AND (s.any_row OR f_rate.file_id < s.file_id OR (f_rate.file_id = s.file_id AND f_rate.line < s.line))
-- name: supersede_ledger
UPDATE f_ledger SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 16 AND f_ledger.key_hash = s.key_hash AND f_ledger.row_hash = s.row_hash AND f_ledger.superseded_by IS NULL
  AND (s.any_row OR f_ledger.file_id < s.file_id OR (f_ledger.file_id = s.file_id AND f_ledger.line < s.line))
-- name: supersede_message
UPDATE f_message SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 17 AND f_message.key_hash = s.key_hash AND f_message.row_hash = s.row_hash AND f_message.superseded_by IS NULL
  AND (s.any_row OR f_message.file_id < s.file_id OR (f_message.file_id = s.file_id AND f_message.line < s.line))
-- name: supersede_review
UPDATE f_review SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 18 AND f_review.key_hash = s.key_hash AND f_review.row_hash = s.row_hash AND f_review.superseded_by IS NULL
  AND (s.any_row OR f_review.file_id < s.file_id OR (f_review.file_id = s.file_id AND f_review.line < s.line))
-- name: supersede_utterance
UPDATE f_utterance SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 19 AND f_utterance.key_hash = s.key_hash AND f_utterance.row_hash = s.row_hash AND f_utterance.superseded_by IS NULL
  AND (s.any_row OR f_utterance.file_id < s.file_id OR (f_utterance.file_id = s.file_id AND f_utterance.line < s.line))
-- name: supersede_field
UPDATE f_field SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 20 AND f_field.key_hash = s.key_hash AND f_field.row_hash = s.row_hash AND f_field.superseded_by IS NULL
  AND (s.any_row OR f_field.file_id < s.file_id OR (f_field.file_id = s.file_id AND f_field.line < s.line))
-- name: supersede_note
UPDATE f_note SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 21 AND f_note.key_hash = s.key_hash AND f_note.row_hash = s.row_hash AND f_note.superseded_by IS NULL
  AND (s.any_row OR f_note.file_id < s.file_id OR (f_note.file_id = s.file_id AND f_note.line < s.line))
-- name: supersede_reference
UPDATE f_reference SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 22 AND f_reference.key_hash = s.key_hash AND f_reference.row_hash = s.row_hash AND f_reference.superseded_by IS NULL
  AND (s.any_row OR f_reference.file_id < s.file_id OR (f_reference.file_id = s.file_id AND f_reference.line < s.line))
-- name: supersede_change
UPDATE f_change SET superseded_by = s.file_id FROM superseding AS s
WHERE s.kind = 23 AND f_change.key_hash = s.key_hash AND f_change.row_hash = s.row_hash AND f_change.superseded_by IS NULL
  AND (s.any_row OR f_change.file_id < s.file_id OR (f_change.file_id = s.file_id AND f_change.line < s.line))
-- name: superseding_clear
DELETE FROM superseding
-- name: past_account
SELECT key_hash, row_hash FROM f_account WHERE superseded_by IS NOT NULL
-- name: past_contact
SELECT key_hash, row_hash FROM f_contact WHERE superseded_by IS NOT NULL
-- name: past_identity
SELECT key_hash, row_hash FROM f_identity WHERE superseded_by IS NOT NULL
-- name: past_opportunity
SELECT key_hash, row_hash FROM f_opportunity WHERE superseded_by IS NOT NULL
-- name: past_subscription
SELECT key_hash, row_hash FROM f_subscription WHERE superseded_by IS NOT NULL
-- name: past_churn
SELECT key_hash, row_hash FROM f_churn WHERE superseded_by IS NOT NULL
-- name: past_invoice
SELECT key_hash, row_hash FROM f_invoice WHERE superseded_by IS NOT NULL
-- name: past_delivery
SELECT key_hash, row_hash FROM f_delivery WHERE superseded_by IS NOT NULL
-- name: past_ticket
SELECT key_hash, row_hash FROM f_ticket WHERE superseded_by IS NOT NULL
-- name: past_response
SELECT key_hash, row_hash FROM f_response WHERE superseded_by IS NOT NULL
-- name: past_answer
SELECT key_hash, row_hash FROM f_answer WHERE superseded_by IS NOT NULL
-- name: past_metric
SELECT key_hash, row_hash FROM f_metric WHERE superseded_by IS NOT NULL
-- name: past_initiative
SELECT key_hash, row_hash FROM f_initiative WHERE superseded_by IS NOT NULL
-- name: past_event
SELECT key_hash, row_hash FROM f_event WHERE superseded_by IS NOT NULL
-- name: past_payment
SELECT key_hash, row_hash FROM f_payment WHERE superseded_by IS NOT NULL
-- name: past_rate
SELECT key_hash, row_hash FROM f_rate WHERE superseded_by IS NOT NULL
-- name: past_ledger
SELECT key_hash, row_hash FROM f_ledger WHERE superseded_by IS NOT NULL
-- name: past_message
SELECT key_hash, row_hash FROM f_message WHERE superseded_by IS NOT NULL
-- name: past_review
SELECT key_hash, row_hash FROM f_review WHERE superseded_by IS NOT NULL
-- name: past_utterance
SELECT key_hash, row_hash FROM f_utterance WHERE superseded_by IS NOT NULL
-- name: past_field
SELECT key_hash, row_hash FROM f_field WHERE superseded_by IS NOT NULL
-- name: past_note
SELECT key_hash, row_hash FROM f_note WHERE superseded_by IS NOT NULL
-- name: past_reference
SELECT key_hash, row_hash FROM f_reference WHERE superseded_by IS NOT NULL
-- name: past_change
SELECT key_hash, row_hash FROM f_change WHERE superseded_by IS NOT NULL
-- name: state_list
SELECT key_hash, changed_at, deleted, file_id FROM record_state WHERE kind = CAST($1 AS BIGINT) ORDER BY seq
-- name: file_exported
INSERT INTO file_export (file_id, exported_at) VALUES (CAST($1 AS BIGINT), CAST($2 AS TIMESTAMP))
-- name: file_again
SELECT f.file_id, f.source_id, s.name AS source, f.path, f.kind, f.mapping, e.exported_at, f.content_hash
FROM file AS f JOIN source AS s ON s.source_id = f.source_id LEFT JOIN file_export AS e ON e.file_id = f.file_id WHERE f.file_id = CAST($1 AS BIGINT) ORDER BY f.file_id
-- name: quarantine_last
SELECT CAST(coalesce(max(seq), 0) AS BIGINT) AS n FROM (SELECT seq FROM quarantine WHERE file_id = CAST($1 AS BIGINT)
  UNION ALL SELECT seq FROM quarantine_fixed WHERE file_id = CAST($1 AS BIGINT)) AS q
-- name: state_last
SELECT CAST(coalesce(max(seq), 0) AS BIGINT) AS n FROM record_state
-- name: file_recount
UPDATE file SET rows_kept = rows_kept + CAST($2 AS BIGINT), rows_unchanged = rows_unchanged + CAST($3 AS BIGINT),
  rows_quarantined = rows_quarantined - CAST($2 AS BIGINT) - CAST($3 AS BIGINT) WHERE file_id = CAST($1 AS BIGINT)
-- name: invoice_lines_known
-- Of one source: the lines of invoices that have, or had, more than one (src/ingest/invoice_lines.h names them NUMBER#2, ...), in force now.
SELECT i.number, i.ext_id, i.amount, i.file_id FROM f_invoice AS i JOIN source AS s ON s.source_id = i.source_id
WHERE s.name = $1 AND i.superseded_by IS NULL AND i.number <> '' AND i.amount IS NOT NULL AND (i.ext_id = i.number OR strpos(i.ext_id, i.number || '#') = 1)
  AND EXISTS (SELECT 1 FROM f_invoice AS x WHERE x.source_id = i.source_id AND x.number = i.number AND x.superseded_by IS NULL AND strpos(x.ext_id, x.number || '#') = 1)
ORDER BY i.number, length(i.ext_id), i.ext_id, i.file_id, i.line
