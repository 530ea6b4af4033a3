-- name: analyze_answer
ANALYZE f_answer
-- name: analyze_response
ANALYZE f_response
-- name: analyze_ticket
ANALYZE f_ticket
-- name: analyze_message
ANALYZE f_message
-- name: analyze_utterance
ANALYZE f_utterance
-- name: analyze_alias
ANALYZE d_alias
-- name: comment_answers
SELECT l.account_id, l.contact_id, r.answered_at AS "at", r.text, p.nps, p.csat AS rated, coalesce(r.label, '') AS label, r.file_id, r.line, r.key_hash, r.question,
  coalesce(p.language, '') AS language
FROM f_answer AS r LEFT JOIN d_alias AS l ON l.alias_id = r.alias_id
LEFT JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND r.text IS NOT NULL AND r.answered_at IS NOT NULL AND lower(coalesce(p.channel, '')) NOT LIKE '%employee%' AND r.file_id > CAST($1 AS BIGINT)
  AND NOT (lower(trim(r.text)) IN ('yes', 'no', 'ja', 'nein', 'oui', 'non', 'true', 'false', 'y', 'n')
    AND EXISTS (SELECT 1 FROM d_mouth_item AS m WHERE m.question = r.question AND m.label = coalesce(r.label, ''))) ORDER BY r.answered_at, r.key_hash
-- name: comment_answers_any
-- Whether the statement above would find any: it joins all responses, however few answers there are.
SELECT CAST(count(*) AS BIGINT) AS n FROM f_answer AS r WHERE r.file_id > CAST($1 AS BIGINT)
-- name: mouth_asked
-- Every question that was asked, to see which ask after recommending.
SELECT r.question, coalesce(r.label, '') AS label, CAST(count(*) AS BIGINT) AS n FROM f_answer AS r WHERE r.superseded_by IS NULL GROUP BY r.question, coalesce(r.label, '') ORDER BY r.question, md5(coalesce(r.label, ''))
-- name: clear_mouth_item
DELETE FROM d_mouth_item
-- name: clear_mouth_said
DELETE FROM d_mouth_said
-- name: comment_tickets
SELECT l.account_id, l.contact_id, t.created_at AS "at", coalesce(t.subject, '') AS subject, coalesce(t.body, '') AS text, t.satisfaction AS rated, t.file_id, t.line, t.key_hash
FROM f_ticket AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND (t.subject IS NOT NULL OR t.body IS NOT NULL) AND t.file_id > CAST($1 AS BIGINT) ORDER BY t.created_at, t.key_hash
-- name: comment_churn
SELECT l.account_id, l.contact_id, CAST(c.churn_date AS TIMESTAMP) AS "at", c.text, c.file_id, c.line, c.key_hash
FROM f_churn AS c LEFT JOIN d_alias AS l ON l.alias_id = c.alias_id
WHERE c.superseded_by IS NULL AND c.text IS NOT NULL AND c.file_id > CAST($1 AS BIGINT) ORDER BY c.churn_date, c.key_hash
-- name: comment_messages
-- The body only where it may be the same words.
SELECT m.account_id, m.contact_id, m."at", m.text, CASE WHEN abs(length(m.text) - length(m.body)) <= 64 THEN m.body ELSE '' END AS body, m.file_id, m.line, m.key_hash
FROM message_told AS m WHERE m.side = 'customer' AND m.file_id > CAST($1 AS BIGINT) ORDER BY m."at", m.key_hash
-- name: comment_messages_any
SELECT CAST(count(*) AS BIGINT) AS n FROM f_message AS m WHERE m.file_id > CAST($1 AS BIGINT)
-- name: comment_reviews
SELECT l.account_id, l.contact_id, v."at", coalesce(v.title, '') AS title, coalesce(v.text, '') AS text, v.rating AS rated, v.file_id, v.line, v.key_hash
FROM f_review AS v LEFT JOIN d_alias AS l ON l.alias_id = v.alias_id
WHERE v.superseded_by IS NULL AND (v.title IS NOT NULL OR v.text IS NOT NULL) AND v."at" IS NOT NULL AND v.file_id > CAST($1 AS BIGINT) ORDER BY v."at", v.key_hash
-- name: comment_calls
-- Whole calls: what an utterance is part of depends on those beside it.
SELECT u.source_id, u.call_id, u.seq, coalesce(u.side, '') AS side, coalesce(u.speaker, '') AS speaker, u.account_id, u.contact_id, u."at", u.from_ms, u.to_ms, u.text, u.file_id, u.line, u.key_hash
FROM utterance_told AS u WHERE CAST($1 AS BIGINT) = 0 OR (u.source_id, u.call_id) IN (SELECT source_id, call_id FROM f_utterance WHERE file_id > CAST($1 AS BIGINT))
ORDER BY u.call_id, u.source_id, u.seq, u.key_hash
-- name: comment_calls_any
SELECT CAST(count(*) AS BIGINT) AS n FROM f_utterance AS u WHERE u.file_id > CAST($1 AS BIGINT)
-- name: comment_unsided
-- Words in force of whom it is not known whose they are.
SELECT CAST(count(*) AS BIGINT) AS n FROM (SELECT key_hash FROM message_told WHERE side IS NULL UNION ALL SELECT key_hash FROM utterance_told WHERE side IS NULL) AS u
-- name: file_last
SELECT coalesce(max(file_id), 0) AS n FROM file
-- name: comment_languages
-- Which languages the accounts in $1 (numbers by comma) wrote in.
SELECT account_id, language, CAST(count(*) AS BIGINT) AS n FROM d_comment
WHERE account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND language <> 'unknown' GROUP BY account_id, language ORDER BY account_id, language
-- name: comment_last
SELECT coalesce(max(comment_id), 0) AS n FROM d_comment_key
-- name: theme_kept
SELECT part FROM d_theme_kept ORDER BY seq
-- name: clear_theme_kept
DELETE FROM d_theme_kept
-- name: clear_comment_fresh
DELETE FROM d_comment_fresh
-- name: comment_fresh_known
-- How many of the comments that came in are newer versions of ones that were coded.
SELECT CAST(count(*) AS BIGINT) AS n FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key
-- name: drop_fresh_comment
DELETE FROM d_comment WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_code
DELETE FROM d_code WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_code_more
DELETE FROM d_code_more WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_mood
DELETE FROM d_mood WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_said
DELETE FROM d_expect_said WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_repeat
DELETE FROM d_repeat WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_find
DELETE FROM d_find_comment WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_call
DELETE FROM d_comment_call WHERE comment_id IN (SELECT k.comment_id FROM d_comment_key AS k JOIN d_comment_fresh AS f ON f.key = k.key)
-- name: drop_fresh_key
DELETE FROM d_comment_key WHERE key IN (SELECT key FROM d_comment_fresh)
-- name: clear_find_word
DELETE FROM d_find_word
-- name: clear_find_comment
DELETE FROM d_find_comment
-- name: find_known
SELECT word_id FROM d_find_word WHERE word_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) ORDER BY word_id
-- name: clear_comment
DELETE FROM d_comment
-- name: clear_code
DELETE FROM d_code
-- name: clear_theme
DELETE FROM d_theme
-- name: clear_quote
DELETE FROM d_quote
-- name: clear_sub_theme
DELETE FROM d_sub_theme
-- name: clear_sub_quote
DELETE FROM d_sub_quote
-- name: clear_mood
DELETE FROM d_mood
-- name: clear_model
DELETE FROM d_model
-- name: clear_model_part
DELETE FROM d_model_part
-- name: clear_repeat
DELETE FROM d_repeat
-- name: clear_standing
DELETE FROM d_standing
-- name: standing
SELECT hash, sentence, comments, accounts FROM d_standing ORDER BY hash
-- name: text_vectors
SELECT text_hash, hex FROM d_text_vector ORDER BY text_hash
-- name: clear_text_vector
DELETE FROM d_text_vector
-- name: clear_theme_taught
DELETE FROM d_theme_taught
-- name: model_get
SELECT version, n, accounts, learned, rules, used, parts, slope FROM d_model WHERE name = $1 ORDER BY name
-- name: model_parts
SELECT hex FROM d_model_part WHERE name = $1 ORDER BY seq
-- name: clear_expect_said
DELETE FROM d_expect_said
-- name: theme_memory
SELECT theme_id, parent_id, name, terms, first_day, last_day, likeness FROM theme_memory ORDER BY theme_id
-- name: clear_theme_memory
DELETE FROM theme_memory
-- name: theme_runs
SELECT day, k, comments, coded, before, same FROM theme_run ORDER BY day
-- name: clear_theme_run
DELETE FROM theme_run WHERE day = CAST($1 AS DATE)
-- name: theme_run_put
INSERT INTO theme_run (day, k, comments, coded, before, same)
VALUES (CAST($1 AS DATE), CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS BIGINT))
-- name: theme_was
-- What each comment's strongest theme was, before this run clears it.
SELECT c.key, coalesce(k.theme_id, 0) AS theme_id FROM d_comment_key AS c
LEFT JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id AND k.seq = 1 AND k.kind = 'theme' ORDER BY c.key
-- name: clear_theme_state
DELETE FROM d_theme_state
-- name: clear_code_more
DELETE FROM d_code_more
-- name: clear_comment_key
DELETE FROM d_comment_key
-- name: clear_comment_call
DELETE FROM d_comment_call
-- name: clear_theme_ask
DELETE FROM d_theme_ask
-- name: clear_theme_learned
DELETE FROM d_theme_learned
-- name: clear_theme_agree
DELETE FROM d_theme_agree
-- name: theme_named
-- By id, by name, or a sub-theme as theme/sub-theme.
SELECT s.theme_id, s.parent_id, s.name FROM d_theme_state AS s LEFT JOIN d_theme_state AS p ON p.theme_id = s.parent_id
WHERE s.state <> 'gone' AND (CAST(s.theme_id AS TEXT) = $1 OR lower(s.name) = lower($1) OR lower(p.name || '/' || s.name) = lower($1))
ORDER BY CASE WHEN CAST(s.theme_id AS TEXT) = $1 THEN 0 WHEN s.parent_id IS NULL THEN 1 ELSE 2 END, s.theme_id
-- name: comment_named
SELECT c.key, c.account_id, c.comment_id, coalesce(k.how, 'own') AS how FROM d_comment_key AS c
LEFT JOIN d_theme_ask AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id
WHERE c.key = $1 OR CAST(c.comment_id AS TEXT) = $1
  OR (c.account_id = CAST($2 AS BIGINT) AND c.comment_id = CAST($3 AS BIGINT)) ORDER BY CASE WHEN c.key = $1 THEN 0 ELSE 1 END, c.account_id, c.comment_id
-- name: themes_of_comment
SELECT theme_id FROM d_code WHERE account_id = CAST($1 AS BIGINT) AND comment_id = CAST($2 AS BIGINT) AND kind = 'theme' ORDER BY seq
-- name: theme_verdict_exists
SELECT CAST(count(*) AS BIGINT) AS n FROM verdict WHERE verdict_id = CAST($1 AS BIGINT) AND stage = 'listen' AND what <> 'undo'
-- name: theme_verdict_undone
SELECT CAST(count(*) AS BIGINT) AS n FROM verdict WHERE stage = 'listen' AND what = 'undo' AND subject = $1
-- name: clear_theme_share
DELETE FROM d_theme_share
-- name: theme_segments
-- With those who are not to be quoted.
SELECT a.account_id, a.segment, CAST(CASE WHEN g.what = 'forbid' THEN 1 ELSE 0 END AS BIGINT) AS forbids FROM d_account AS a LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE a.account_id > 0 ORDER BY a.account_id
