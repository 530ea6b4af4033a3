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
SELECT r.settled FROM file_reading AS r JOIN file AS f ON f.file_id = r.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE s.name = $1 AND (f.kind = $2 OR (h.header = $3 AND $3 <> '')) AND strpos(r.settled, 'proved') > 0 ORDER BY r.file_id
-- name: head_put
INSERT INTO file_head (file_id, seq, record) VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3)
-- name: head_list
SELECT record FROM file_head WHERE file_id = CAST($1 AS BIGINT) ORDER BY seq
-- name: question_put
INSERT INTO question (file_id, column_name, required, examples) VALUES (CAST($1 AS BIGINT), $2, CAST($3 AS BOOLEAN), $4)
-- name: question_answer
UPDATE question SET answer = $3, who = $4, answered_at = CAST($5 AS TIMESTAMP) WHERE file_id = CAST($1 AS BIGINT) AND column_name = $2
-- name: question_list
SELECT q.file_id, f.path, q.column_name, q.required, q.examples, s.name AS source, f.kind, coalesce(h.header, '') AS header,
  CAST((SELECT count(*) FROM quarantine AS x WHERE x.file_id = q.file_id AND x.column_name = q.column_name
        AND x.reason = 'day and month cannot be told apart') AS BIGINT) AS n
FROM question AS q JOIN file AS f ON f.file_id = q.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE q.answer IS NULL ORDER BY q.file_id, q.column_name
-- name: question_answered
SELECT q.column_name, q.answer FROM question AS q JOIN file AS f ON f.file_id = q.file_id JOIN source AS s ON s.source_id = f.source_id
LEFT JOIN file_header AS h ON h.file_id = f.file_id
WHERE s.name = $1 AND (f.kind = $2 OR (h.header = $3 AND $3 <> '')) AND q.answer IS NOT NULL ORDER BY q.answered_at, q.file_id, q.column_name
-- name: question_words
-- An open question in words that outlive a rebuild.
SELECT q.column_name || ' @ ' || CAST(q.file_id AS TEXT) || ' ' || f.path AS words FROM question AS q JOIN file AS f ON f.file_id = q.file_id
WHERE q.answer IS NULL AND q.file_id = CAST($1 AS BIGINT) AND q.column_name = $2 ORDER BY q.file_id, q.column_name
-- name: question_decided
-- Answers whose rows wait still for the next recomputation; of each column the last word first.
SELECT q.file_id, q.column_name, v.verdict_id, v.what, v.who, v.decided_at
FROM question AS q JOIN file AS f ON f.file_id = q.file_id
JOIN verdict AS v ON v.stage = 'question' AND v.what <> 'undo' AND v.subject = q.column_name || ' @ ' || CAST(q.file_id AS TEXT) || ' ' || f.path
WHERE q.answer IS NULL AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'question' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))
ORDER BY q.file_id, q.column_name, v.verdict_id DESC
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
