-- name: clear_summary
DELETE FROM d_summary
