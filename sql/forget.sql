-- name: forget_find_account
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, name, phone FROM f_account
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, name, phone)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_contact
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, first_name, last_name, title FROM f_contact
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, first_name, last_name, title)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_identity
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, previous_id FROM f_identity
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, previous_id)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_opportunity
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, name, loss_reason, referrer FROM f_opportunity
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, name, loss_reason, referrer)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_subscription
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id FROM f_subscription
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_churn
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, reason, text FROM f_churn
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, reason, text)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_invoice
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, number FROM f_invoice
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, number)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_delivery
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, order_no FROM f_delivery
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, order_no)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_ticket
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, subject, body, tags FROM f_ticket
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, subject, body, tags)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_response
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, status, channel FROM f_response
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, status, channel)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_answer
SELECT file_id, line, key_hash, row_hash, alias_id, response_id, label, text FROM f_answer
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', response_id, label, text)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_metric
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id FROM f_metric
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_initiative
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, name, owner, expected FROM f_initiative
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, name, owner, expected)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_event
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, name FROM f_event
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, name)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_payment
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, invoice, reason FROM f_payment
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, invoice, reason)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_rate
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id FROM f_rate
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_ledger
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, number, name, memo FROM f_ledger
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, number, name, memo)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_message
-- A message that names nobody is of who asked.
SELECT file_id, line, key_hash, row_hash, owner_id AS alias_id, ext_id, author, text FROM (
  SELECT m.file_id, m.line, m.key_hash, m.row_hash, CASE WHEN m.alias_id IS NULL THEN t.alias_id ELSE m.alias_id END AS owner_id, m.ext_id, m.author, m.text
  FROM f_message AS m LEFT JOIN f_ticket AS t ON m.alias_id IS NULL AND t.source_id = m.source_id AND t.ext_id = m.ticket_id AND t.superseded_by IS NULL) AS w
WHERE owner_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, author, text)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_review
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, title, text, author FROM f_review
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, title, text, author)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_utterance
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, speaker, text, audio FROM f_utterance
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, speaker, text, audio)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_field
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, about_id, value FROM f_field
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, about_id, value)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_note
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, author, title, text FROM f_note
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, author, title, text)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_reference
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, type, status FROM f_reference
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, type, status)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_find_change
SELECT file_id, line, key_hash, row_hash, alias_id, ext_id, about_id, old_value, new_value, author FROM f_change
WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', ext_id, about_id, old_value, new_value, author)), lower(CAST($2 AS TEXT))) > 0)
ORDER BY file_id, line, key_hash, row_hash
-- name: forget_put_account
UPDATE f_account SET ext_id = $5, name = $6, phone = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_contact
UPDATE f_contact SET ext_id = $5, first_name = $6, last_name = $7, title = $8, phone = NULL, row_hash = 0 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_identity
UPDATE f_identity SET ext_id = $5, previous_id = $6, row_hash = 0 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_opportunity
UPDATE f_opportunity SET ext_id = $5, name = $6, loss_reason = $7, referrer = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_subscription
UPDATE f_subscription SET ext_id = $5 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_churn
UPDATE f_churn SET ext_id = $5, reason = $6, text = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_invoice
UPDATE f_invoice SET ext_id = $5, number = $6 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_delivery
UPDATE f_delivery SET ext_id = $5, order_no = $6 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_ticket
UPDATE f_ticket SET ext_id = $5, subject = $6, body = $7, tags = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_response
UPDATE f_response SET ext_id = $5, status = $6, channel = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_answer
UPDATE f_answer SET response_id = $5, label = $6, text = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_metric
UPDATE f_metric SET ext_id = $5 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_initiative
UPDATE f_initiative SET ext_id = $5, name = $6, owner = $7, expected = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_event
UPDATE f_event SET ext_id = $5, name = $6 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_payment
UPDATE f_payment SET ext_id = $5, invoice = $6, reason = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_rate
UPDATE f_rate SET ext_id = $5 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_ledger
UPDATE f_ledger SET ext_id = $5, number = $6, name = $7, memo = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_message
UPDATE f_message SET ext_id = $5, author = $6, text = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_review
UPDATE f_review SET ext_id = $5, title = $6, text = $7, author = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_utterance
UPDATE f_utterance SET ext_id = $5, speaker = $6, text = $7, audio = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_field
UPDATE f_field SET ext_id = $5, about_id = $6, value = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_note
UPDATE f_note SET ext_id = $5, author = $6, title = $7, text = $8 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_reference
UPDATE f_reference SET ext_id = $5, type = $6, status = $7 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_put_change
UPDATE f_change SET ext_id = $5, about_id = $6, old_value = $7, new_value = $8, author = $9 WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_own_fields
-- Fields of her own record: found by its id, for they name no party.
SELECT f.file_id, f.line, f.key_hash, f.row_hash, f.field, f.value FROM f_field AS f WHERE f.about = 'contact' AND EXISTS (
  SELECT 1 FROM alias AS l WHERE l.source_id = f.source_id AND l.person_id = f.about_id AND l.person_id <> '' AND l.alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])))
ORDER BY f.file_id, f.line, f.key_hash, f.row_hash
-- name: forget_put_own_field
UPDATE f_field SET ext_id = NULL, about_id = NULL, value = NULL, row_hash = 0
WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_own_answers
SELECT file_id, line, key_hash, row_hash, question FROM f_answer WHERE (label IS NOT NULL OR text IS NOT NULL) AND question IS NOT NULL
  AND alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY file_id, line, key_hash, row_hash
-- name: forget_put_own_answer
UPDATE f_answer SET label = NULL, text = NULL WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_address
-- Whose an address is already: a contact's, by name, or a desk's.
SELECT l.alias_id, coalesce((SELECT max(concat_ws(' ', f.first_name, f.last_name)) FROM f_contact AS f WHERE f.superseded_by IS NULL AND f.alias_id = l.alias_id), '') AS name,
  EXISTS (SELECT 1 FROM d_alias AS d JOIN d_contact AS c ON c.contact_id = d.contact_id WHERE d.alias_id = l.alias_id AND c.role = 'shared mailbox') AS desk
FROM alias AS l WHERE lower(l.email) = $1 ORDER BY l.alias_id
-- name: forget_streams
SELECT stream_id, key FROM stream_memory ORDER BY stream_id
-- name: forget_put_stream
UPDATE stream_memory SET key = $2 WHERE stream_id = CAST($1 AS BIGINT)
-- name: forget_issues
SELECT issue_id, key FROM issue_memory ORDER BY issue_id
-- name: forget_put_issue
UPDATE issue_memory SET key = $2 WHERE issue_id = CAST($1 AS BIGINT)
-- name: forget_signals
SELECT signal_id, key FROM signal_memory ORDER BY signal_id
-- name: forget_put_signal
UPDATE signal_memory SET key = $2 WHERE signal_id = CAST($1 AS BIGINT)
-- name: forget_themes
SELECT theme_id, name, terms FROM theme_memory ORDER BY theme_id
-- name: forget_put_theme
UPDATE theme_memory SET name = $2, terms = $3 WHERE theme_id = CAST($1 AS BIGINT)
-- name: forget_own_changes
SELECT f.file_id, f.line, f.key_hash, f.row_hash FROM f_change AS f WHERE f.about = 'contact' AND EXISTS (
  SELECT 1 FROM alias AS l WHERE l.source_id = f.source_id AND l.person_id = f.about_id AND l.person_id <> '' AND l.alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])))
ORDER BY f.file_id, f.line, f.key_hash, f.row_hash
-- name: forget_put_own_change
UPDATE f_change SET ext_id = NULL, about_id = NULL, old_value = NULL, new_value = NULL, author = NULL, row_hash = 0
WHERE file_id = CAST($1 AS BIGINT) AND line = CAST($2 AS BIGINT) AND key_hash = CAST($3 AS BIGINT) AND row_hash = CAST($4 AS BIGINT)
-- name: forget_aliases
SELECT l.alias_id, l.source_id, l.account_name, l.person_id, l.email, d.contact_id, l.file_id FROM alias AS l LEFT JOIN d_alias AS d ON d.alias_id = l.alias_id
ORDER BY l.alias_id
-- name: forget_taken
SELECT l.alias_id, s.name AS source, l.email, l.person_id, coalesce(c.name, '') AS name FROM alias AS l JOIN source AS s ON s.source_id = l.source_id
LEFT JOIN (SELECT alias_id, max(concat_ws(' ', first_name, last_name)) AS name FROM f_contact
           WHERE superseded_by IS NULL AND alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) GROUP BY alias_id) AS c ON c.alias_id = l.alias_id
WHERE l.alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY l.alias_id
-- name: forget_joins
SELECT contact_id, other_id, probability FROM d_person_link WHERE kind = 'same' AND contact_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[]))
AND other_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY contact_id, other_id
-- name: forget_put_alias
UPDATE alias SET account_name = $2, person_id = $3, email = $4 WHERE alias_id = CAST($1 AS BIGINT)
-- name: forget_near
SELECT o.alias_id FROM d_alias AS o JOIN (SELECT DISTINCT account_id FROM d_alias WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[]))) AS m
  ON m.account_id = o.account_id ORDER BY o.alias_id
-- name: forget_namesakes
SELECT DISTINCT last_name FROM f_contact WHERE last_name IS NOT NULL AND alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[]))
  AND NOT (alias_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[]))) ORDER BY last_name
-- name: forget_names
SELECT first_name, last_name, phone FROM f_contact WHERE alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY file_id, line, key_hash, row_hash
-- name: forget_quarantine
SELECT file_id, seq FROM quarantine WHERE strpos(lower(raw), lower(CAST($1 AS TEXT))) > 0 ORDER BY file_id, seq
-- name: forget_quarantine_row
SELECT file_id, seq FROM quarantine_row WHERE strpos(lower(concat_ws(' ', record, context)), lower(CAST($1 AS TEXT))) > 0 ORDER BY file_id, seq
-- name: forget_put_quarantine_row
UPDATE quarantine_row SET record = NULL, context = NULL WHERE file_id = CAST($1 AS BIGINT) AND seq = CAST($2 AS BIGINT)
-- name: forget_quarantine_fixed
SELECT file_id, seq FROM quarantine_fixed WHERE strpos(lower(concat_ws(' ', record, fixed)), lower(CAST($1 AS TEXT))) > 0 ORDER BY file_id, seq
-- name: forget_put_quarantine_fixed
UPDATE quarantine_fixed SET record = '', fixed = '' WHERE file_id = CAST($1 AS BIGINT) AND seq = CAST($2 AS BIGINT)
-- name: forget_put_quarantine
UPDATE quarantine SET raw = '(forgotten)' WHERE file_id = CAST($1 AS BIGINT) AND seq = CAST($2 AS BIGINT)
-- name: forget_files
SELECT file_id, path, note, mapping FROM file ORDER BY file_id
-- name: forget_put_file
UPDATE file SET path = $2, note = $3, mapping = $4 WHERE file_id = CAST($1 AS BIGINT)
-- name: forget_mappings
SELECT mapping_id, header, name, mapping FROM mapping_memory ORDER BY mapping_id
-- name: forget_put_mapping
UPDATE mapping_memory SET header = $2, name = $3, mapping = $4 WHERE mapping_id = CAST($1 AS BIGINT)
-- name: forget_verdicts
SELECT verdict_id, subject, object, why FROM verdict ORDER BY verdict_id
-- name: forget_put_verdict
UPDATE verdict SET subject = $2, object = $3, why = $4 WHERE verdict_id = CAST($1 AS BIGINT)
-- name: forget_file_heads
SELECT file_id, seq, record FROM file_head ORDER BY file_id, seq
-- name: forget_put_file_head
UPDATE file_head SET record = $3 WHERE file_id = CAST($1 AS BIGINT) AND seq = CAST($2 AS BIGINT)
-- name: forget_file_headers
SELECT file_id, header FROM file_header ORDER BY file_id
-- name: forget_put_file_header
UPDATE file_header SET header = $2 WHERE file_id = CAST($1 AS BIGINT)
-- name: forget_file_readings
SELECT file_id, leave_out, settled FROM file_reading ORDER BY file_id
-- name: forget_put_file_reading
UPDATE file_reading SET leave_out = $2, settled = $3 WHERE file_id = CAST($1 AS BIGINT)
-- name: forget_tasks
-- The last column: a comment of hers has the words it quotes.
SELECT t.task_id, t.account, t.cause, t.words, t.owner, t.words <> '' AND EXISTS (SELECT 1 FROM d_comment AS c WHERE strpos(c.text, substr(t.words, 1, 60)) > 0
  AND c.contact_id IN (SELECT d.contact_id FROM d_alias AS d WHERE d.alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])))) AS own
FROM task AS t ORDER BY t.task_id
-- name: forget_put_task
UPDATE task SET account = $2, cause = $3, words = $4, owner = $5 WHERE task_id = CAST($1 AS BIGINT)
-- name: forget_notices
SELECT notice_id, address, failed FROM notice ORDER BY notice_id
-- name: forget_put_notice
UPDATE notice SET address = $2, failed = $3 WHERE notice_id = CAST($1 AS BIGINT)
-- name: forget_once
SELECT key, body FROM login_once ORDER BY key
-- name: forget_put_once
UPDATE login_once SET body = $2 WHERE key = CAST($1 AS BIGINT)
-- name: forget_jobs
SELECT job_id, detail FROM job ORDER BY job_id
-- name: forget_put_job
UPDATE job SET detail = $2 WHERE job_id = CAST($1 AS BIGINT)
-- name: forget_trail
-- What names her, and what may have been cut within her name.
SELECT g.trail_id, g.what FROM login_trail AS g WHERE length(g.what) >= 70
  OR EXISTS (SELECT 1 FROM (SELECT unnest(string_to_array(CAST($1 AS TEXT), chr(31))) AS w) AS n WHERE strpos(lower(g.what), lower(n.w)) > 0) ORDER BY g.trail_id
-- name: forget_put_trail
UPDATE login_trail SET what = $2 WHERE trail_id = CAST($1 AS BIGINT)
-- name: erasure_max
SELECT CAST(coalesce(max(erasure_id), 0) AS BIGINT) AS n FROM erasure
-- name: erasure_put
INSERT INTO erasure (erasure_id, email_hash, who, why, erased_at, files, clean)
VALUES (CAST($1 AS BIGINT), $2, $3, $4, CAST($5 AS TIMESTAMP), CAST($6 AS BIGINT), FALSE)
-- name: erasure_key_put
INSERT INTO erasure_key (hash, erasure_id) VALUES ($1, CAST($2 AS BIGINT)) ON CONFLICT (hash) DO NOTHING
-- name: erasure_count_put
INSERT INTO erasure_count (erasure_id, table_name, n) VALUES (CAST($1 AS BIGINT), $2, CAST($3 AS BIGINT))
-- name: erasure_keys
SELECT hash FROM erasure_key ORDER BY hash
-- name: erasure_open
SELECT CAST(count(*) AS BIGINT) AS n FROM erasure WHERE clean = FALSE
-- name: erasure_clean
UPDATE erasure SET clean = TRUE WHERE clean = FALSE
