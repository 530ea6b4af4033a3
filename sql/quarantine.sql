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
SELECT seq, line, col, column_name, reason, raw, whole_row FROM quarantine WHERE file_id = CAST($1 AS BIGINT) ORDER BY seq
