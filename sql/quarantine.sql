-- name: file_header_put
INSERT INTO file_header (file_id, delimiter, header) VALUES (CAST($1 AS BIGINT), $2, $3)
-- name: aside_groups
SELECT g.file_id, f.path, g.reason, g.n, g.whole, q.line, q.column_name, q.raw
FROM (SELECT file_id, reason, CAST(count(*) AS BIGINT) AS n, CAST(sum(CASE WHEN whole_row THEN 1 ELSE 0 END) AS BIGINT) AS whole,
             min(seq) AS example FROM quarantine GROUP BY file_id, reason) AS g
JOIN quarantine AS q ON q.file_id = g.file_id AND q.seq = g.example JOIN file AS f ON f.file_id = g.file_id
ORDER BY g.file_id, g.n DESC, g.reason
-- name: aside_files
SELECT f.file_id, f.path, coalesce(h.delimiter, '') AS delimiter, coalesce(h.header, '') AS header
FROM file AS f LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE EXISTS (SELECT 1 FROM quarantine AS q WHERE q.file_id = f.file_id) ORDER BY f.file_id
-- name: aside_rows
SELECT q.seq, q.line, q.col, q.column_name, q.reason, q.raw, q.whole_row, w.record
FROM quarantine AS q LEFT JOIN quarantine_row AS r ON r.file_id = q.file_id AND r.seq = q.seq
LEFT JOIN quarantine_row AS w ON w.file_id = q.file_id AND w.seq = r.first_seq
WHERE q.file_id = CAST($1 AS BIGINT) ORDER BY q.seq
-- name: reading_put
INSERT INTO file_reading (file_id, box, reader, style, leave_out, settled) VALUES (CAST($1 AS BIGINT), $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), $5, $6)
-- name: reading_get
SELECT r.box, r.reader, r.style, r.leave_out, r.settled, coalesce(h.delimiter, '') AS delimiter, coalesce(h.header, '') AS header
FROM file_reading AS r LEFT JOIN file_header AS h ON h.file_id = r.file_id WHERE r.file_id = CAST($1 AS BIGINT) ORDER BY r.file_id
-- name: reading_settled
UPDATE file_reading SET settled = $2 WHERE file_id = CAST($1 AS BIGINT)
-- name: reading_alike
-- What was settled in files of the same export from the same source.
SELECT r.settled, f.path FROM file_reading AS r JOIN file AS f ON f.file_id = r.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE s.name = $1 AND (f.kind = $2 OR (h.header = $3 AND $3 <> '')) AND (strpos(r.settled, 'proved') > 0 OR strpos(r.settled, 'part') > 0) ORDER BY r.file_id
-- name: head_put
INSERT INTO file_head (file_id, seq, record) VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3)
-- name: head_list
SELECT record FROM file_head WHERE file_id = CAST($1 AS BIGINT) ORDER BY seq
-- name: question_put
INSERT INTO question (file_id, column_name, required, examples, about) VALUES (CAST($1 AS BIGINT), $2, CAST($3 AS BOOLEAN), $4, $5)
-- name: question_answer
UPDATE question SET answer = $3, who = $4, answered_at = CAST($5 AS TIMESTAMP) WHERE file_id = CAST($1 AS BIGINT) AND column_name = $2
-- name: question_list
SELECT q.file_id, f.path, q.column_name, q.required, q.examples, coalesce(q.about, 'dates') AS about, s.name AS source, f.kind, coalesce(h.header, '') AS header,
  CAST((SELECT count(*) FROM quarantine AS x WHERE x.file_id = q.file_id AND x.column_name = q.column_name
        AND x.reason IN ('day and month cannot be told apart', 'decimals and thousands cannot be told apart')) AS BIGINT) AS n
FROM question AS q JOIN file AS f ON f.file_id = q.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE q.answer IS NULL ORDER BY q.file_id, q.column_name
-- name: question_answered
SELECT q.column_name, q.answer FROM question AS q JOIN file AS f ON f.file_id = q.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE s.name = $1 AND (f.kind = $2 OR (h.header = $3 AND $3 <> '')) AND q.answer IS NOT NULL ORDER BY q.answered_at, q.file_id, q.column_name
-- name: question_words
-- An open question in words that outlive a rebuild.
SELECT q.column_name || ' @ ' || CAST(q.file_id AS TEXT) || ' ' || f.path AS words, coalesce(q.about, 'dates') AS about FROM question AS q JOIN file AS f ON f.file_id = q.file_id
WHERE q.answer IS NULL AND q.file_id = CAST($1 AS BIGINT) AND q.column_name = $2 ORDER BY q.file_id, q.column_name
-- name: question_decided
-- Answers whose rows wait still for the next recomputation; of each column the last word first.
SELECT q.file_id, q.column_name, v.verdict_id, v.what, v.who, v.decided_at
FROM question AS q JOIN file AS f ON f.file_id = q.file_id
JOIN verdict AS v ON v.stage = 'question' AND v.what <> 'undo' AND v.subject = q.column_name || ' @ ' || CAST(q.file_id AS TEXT) || ' ' || f.path
WHERE q.answer IS NULL AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'question' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))
ORDER BY q.file_id, q.column_name, v.verdict_id DESC
-- name: question_undo
UPDATE question SET answer = NULL, who = NULL, answered_at = NULL WHERE file_id = CAST($1 AS BIGINT) AND column_name = $2
-- name: question_said
-- What was answered and is worked in; the decision of the page, where the last one that stands is the answer.
SELECT q.file_id, f.path, s.name AS source, q.column_name, q.answer, coalesce(q.who, '') AS who, q.answered_at, v.verdict_id
FROM question AS q JOIN file AS f ON f.file_id = q.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN (SELECT v.subject, max(v.verdict_id) AS verdict_id FROM verdict AS v WHERE v.stage = 'question' AND v.what <> 'undo'
           AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'question' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT)) GROUP BY v.subject) AS l
  ON l.subject = q.column_name || ' @ ' || CAST(q.file_id AS TEXT) || ' ' || f.path
LEFT JOIN verdict AS v ON v.verdict_id = l.verdict_id AND q.answer = CASE v.what WHEN 'day-first' THEN 'dmy' WHEN 'month-first' THEN 'mdy' ELSE v.what END
WHERE q.answer IS NOT NULL ORDER BY q.file_id, q.column_name
-- name: reread_put
-- The answer about column $2 of file $1 is taken back: what was read by it is to be read again.  Of a file that was read twice the last reading counts.
INSERT INTO reread (file_id, column_name, question_file, was, who, asked_at)
SELECT g.file_id, q.column_name, q.file_id, q.answer, $3, CAST($4 AS TIMESTAMP)
FROM question AS q JOIN file AS f ON f.file_id = q.file_id LEFT JOIN file_header AS h ON h.file_id = f.file_id
JOIN file AS g ON g.source_id = f.source_id JOIN file_reading AS r ON r.file_id = g.file_id LEFT JOIN file_header AS k ON k.file_id = g.file_id
WHERE q.file_id = CAST($1 AS BIGINT) AND q.column_name = $2 AND q.answer IS NOT NULL
  AND (g.kind = f.kind OR (h.header = k.header AND h.header <> ''))
  AND strpos(r.settled, concat('order', chr(9), q.column_name, chr(9), q.answer, chr(10))) > 0 AND strpos(r.settled, concat('proved', chr(9), q.column_name, chr(9))) = 0
  AND NOT EXISTS (SELECT 1 FROM file AS n WHERE n.content_hash = g.content_hash AND n.file_id > g.file_id)
  AND NOT EXISTS (SELECT 1 FROM reread AS x WHERE x.file_id = g.file_id AND x.column_name = q.column_name)
-- name: reread_list
-- $1: bytes of a file, "" for all.  Where the answer is again what the rows were read by, nothing is to be done.
SELECT x.file_id, x.question_file, f.path, s.name AS source, x.column_name, x.was, coalesce(q.answer, '') AS answer, x.who
FROM reread AS x JOIN file AS f ON f.file_id = x.file_id JOIN source AS s ON s.source_id = f.source_id
JOIN question AS q ON q.file_id = x.question_file AND q.column_name = x.column_name
WHERE (CAST($1 AS TEXT) = '' OR f.content_hash = $1) AND (q.answer IS NULL OR q.answer <> x.was) ORDER BY x.file_id, x.column_name
-- name: reread_done
DELETE FROM reread WHERE file_id IN (SELECT file_id FROM file WHERE content_hash = $1)
-- name: again_entries
SELECT q.seq, coalesce(r.first_seq, q.seq) AS first_seq, q.line, q.col, q.column_name, q.reason, q.raw, q.whole_row, w.record, coalesce(w.context, '') AS context
FROM quarantine AS q LEFT JOIN quarantine_row AS r ON r.file_id = q.file_id AND r.seq = q.seq
LEFT JOIN quarantine_row AS w ON w.file_id = q.file_id AND w.seq = r.first_seq
WHERE q.file_id = CAST($1 AS BIGINT) ORDER BY coalesce(r.first_seq, q.seq), q.seq
-- name: again_reason
UPDATE quarantine SET col = CAST($3 AS BIGINT), column_name = $4, reason = $5 WHERE file_id = CAST($1 AS BIGINT) AND seq = CAST($2 AS BIGINT)
-- name: again_drop
DELETE FROM quarantine WHERE file_id = CAST($1 AS BIGINT)
  AND EXISTS (SELECT 1 FROM quarantine_fixed AS x WHERE x.file_id = quarantine.file_id AND x.seq = quarantine.seq)
-- name: again_drop_money
DELETE FROM quarantine_money WHERE file_id = CAST($1 AS BIGINT)
  AND EXISTS (SELECT 1 FROM quarantine_fixed AS x WHERE x.file_id = quarantine_money.file_id AND x.seq = quarantine_money.seq)
-- name: again_drop_rows
-- Texts of rows of which nothing is set aside any more.
DELETE FROM quarantine_row WHERE file_id = CAST($1 AS BIGINT) AND first_seq NOT IN (
  SELECT r.first_seq FROM quarantine_row AS r JOIN quarantine AS q ON q.file_id = r.file_id AND q.seq = r.seq WHERE r.file_id = CAST($1 AS BIGINT))
-- name: again_fixed
SELECT seq FROM quarantine_fixed WHERE file_id = CAST($1 AS BIGINT) ORDER BY seq
-- name: again_known
-- Rows of this file that stand word for word in an earlier one and were mended by hand there.
SELECT coalesce(r.first_seq, q.seq) AS first_seq, x.fixed
FROM quarantine AS q JOIN file AS f ON f.file_id = q.file_id
LEFT JOIN quarantine_row AS r ON r.file_id = q.file_id AND r.seq = q.seq
LEFT JOIN quarantine_row AS w ON w.file_id = q.file_id AND w.seq = r.first_seq
LEFT JOIN file_header AS h ON h.file_id = f.file_id
JOIN quarantine_fixed AS x ON x.record = coalesce(w.record, q.raw) AND x.how = 'hand' AND x.record <> ''
JOIN file AS g ON g.file_id = x.file_id AND g.source_id = f.source_id AND g.file_id <> f.file_id
LEFT JOIN file_header AS k ON k.file_id = g.file_id
WHERE q.file_id = CAST($1 AS BIGINT) AND coalesce(h.header, '') = coalesce(k.header, '')
ORDER BY coalesce(r.first_seq, q.seq), x.fixed_at, x.file_id, x.seq
-- name: again_file_named
SELECT file_id, path FROM file ORDER BY file_id
