-- name: clip_files
SELECT DISTINCT digest, form, bytes FROM clip WHERE digest <> '' ORDER BY digest, form, bytes
-- name: clip_of_call
SELECT c.digest, c.form, c.bytes FROM clip AS c JOIN source AS s ON s.source_id = c.source_id WHERE s.name = $1 AND c.call_id = $2 ORDER BY c.source_id
-- name: clip_put
INSERT INTO clip (source_id, call_id, digest, bytes, form)
SELECT source_id, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS TEXT) FROM source WHERE name = $1
ON CONFLICT (source_id, call_id) DO UPDATE SET digest = excluded.digest, bytes = excluded.bytes, form = excluded.form
-- name: clip_forget_find
SELECT DISTINCT u.source_id, u.call_id, coalesce(c.digest, '') AS digest FROM f_utterance AS u LEFT JOIN clip AS c ON c.source_id = u.source_id AND c.call_id = u.call_id
WHERE u.call_id IS NOT NULL AND (u.alias_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) OR (CAST($2 AS TEXT) <> '' AND strpos(lower(concat_ws(' ', u.ext_id, u.speaker, u.text, u.audio)), lower(CAST($2 AS TEXT))) > 0))
ORDER BY u.source_id, u.call_id
-- name: clip_forget
INSERT INTO clip (source_id, call_id, digest, bytes, form) VALUES (CAST($1 AS BIGINT), $2, '', 0, '')
ON CONFLICT (source_id, call_id) DO UPDATE SET digest = '', bytes = 0, form = ''
-- name: clip_forget_same
UPDATE clip SET digest = '', bytes = 0, form = '' WHERE digest = $1
-- name: clips_of_comments
-- More than asked for (every pairing of the two lists); the caller matches the pairs.
SELECT account_id, comment_id, from_ms, to_ms FROM comment_clip
WHERE account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND comment_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[])) ORDER BY account_id, comment_id
-- name: clip_of_comment
SELECT digest, form, bytes FROM comment_clip WHERE account_id = CAST($1 AS BIGINT) AND comment_id = CAST($2 AS BIGINT) ORDER BY digest, form, bytes
