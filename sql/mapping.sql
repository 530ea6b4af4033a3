-- name: memory_list
SELECT mapping_id, fingerprint, header, name, mapping, who, first_used, last_used, used FROM mapping_memory ORDER BY mapping_id
-- name: memory_max
SELECT CAST(coalesce(max(mapping_id), 0) AS BIGINT) AS n FROM mapping_memory
-- name: memory_put
INSERT INTO mapping_memory (mapping_id, fingerprint, header, name, mapping, who, first_used, last_used, used)
VALUES (CAST($1 AS BIGINT), $2, $3, $4, $5, $6, CAST($7 AS TIMESTAMP), CAST($7 AS TIMESTAMP), 1)
ON CONFLICT (fingerprint) DO UPDATE SET name = excluded.name, mapping = excluded.mapping, who = excluded.who,
  last_used = excluded.last_used, used = mapping_memory.used + 1
-- name: memory_used
UPDATE mapping_memory SET last_used = CAST($2 AS TIMESTAMP), used = used + 1 WHERE mapping_id = CAST($1 AS BIGINT)
-- name: memory_forget
DELETE FROM mapping_memory WHERE mapping_id = CAST($1 AS BIGINT)
-- name: history_account
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_account AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_account WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_contact
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_contact AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_contact WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_identity
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_identity AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_identity WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_opportunity
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_opportunity AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_opportunity WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_subscription
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_subscription AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_subscription WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_churn
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_churn AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_churn WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_invoice
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_invoice AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_invoice WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_delivery
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_delivery AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_delivery WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_ticket
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_ticket AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_ticket WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_response
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_response AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_response WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_answer
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_answer AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash = ANY(CAST(string_to_array($1, ',') AS BIGINT[]))
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_metric
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_metric AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_metric WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_initiative
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_initiative AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_initiative WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_event
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_event AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash = ANY(CAST(string_to_array($1, ',') AS BIGINT[]))
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_payment
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_payment AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_payment WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_rate
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_rate AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_rate WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_ledger
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_ledger AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_ledger WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_message
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_message AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_message WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_review
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_review AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_review WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_utterance
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_utterance AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_utterance WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_field
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_field AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_field WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_note
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_note AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_note WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_reference
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_reference AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_reference WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_change
SELECT h.*, s.name AS source_name, f.path AS file_path, g.path AS next_path FROM f_change AS h JOIN source AS s ON s.source_id = h.source_id
JOIN file AS f ON f.file_id = h.file_id LEFT JOIN file AS g ON g.file_id = h.superseded_by
WHERE h.key_hash IN (SELECT key_hash FROM f_change WHERE ext_id = $1)
ORDER BY s.name, h.key_hash, coalesce(h.superseded_by, 9223372036854775807), h.file_id, h.line, h.row_hash
-- name: history_told
-- What a record's own system has kept of its changes, oldest first.
SELECT s.name AS source_name, f.path AS file_path, c.line, c."at", c.field, c.old_value, c.new_value, c.author
FROM change_told AS c JOIN source AS s ON s.source_id = c.source_id JOIN file AS f ON f.file_id = c.file_id
WHERE c.about = $1 AND c.about_id = $2 ORDER BY c."at", s.name, c.file_id, c.line, c.field, c.row_hash
