-- name: report_ping
SELECT CAST(1 AS BIGINT) AS one
