-- name: weekly_late
SELECT a.region, a.segment, CAST(date_trunc('week', d.promised) AS DATE) AS week,
       CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($1 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT) AS x,
       CAST(count(*) AS BIGINT) AS n
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE d.superseded_by IS NULL AND d.promised + CAST($1 AS INTEGER) < CAST($2 AS DATE)
GROUP BY a.region, a.segment, CAST(date_trunc('week', d.promised) AS DATE) ORDER BY 1, 2, 3
-- name: weekly_tickets
SELECT a.region, a.segment, CAST(date_trunc('week', t.created_at) AS DATE) AS week, CAST(count(*) AS BIGINT) AS x,
       CAST(sum(CASE WHEN t.reply_minutes IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS n,
       CAST(sum(CASE WHEN t.reply_minutes > 1440 THEN 1 ELSE 0 END) AS BIGINT) AS slow
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL GROUP BY a.region, a.segment, CAST(date_trunc('week', t.created_at) AS DATE) ORDER BY 1, 2, 3
-- name: weekly_themes
SELECT k.theme_id, a.region, a.segment, CAST(date_trunc('week', c."at") AS DATE) AS week, CAST(count(DISTINCT c.account_id) AS BIGINT) AS x, CAST(0 AS BIGINT) AS n
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id JOIN d_account AS a ON a.account_id = c.account_id
WHERE k.kind = 'theme' GROUP BY k.theme_id, a.region, a.segment, CAST(date_trunc('week', c."at") AS DATE) ORDER BY 1, 2, 3, 4
-- name: weekly_nps
SELECT a.region, a.segment, CAST(date_trunc('week', c.recorded_at) AS DATE) AS week, CAST(sum(c.nps) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE c.nps IS NOT NULL GROUP BY a.region, a.segment, CAST(date_trunc('week', c.recorded_at) AS DATE) ORDER BY 1, 2, 3
-- name: account_spans
SELECT a.account_id, a.region, a.segment, min(x.first_day) AS first_day, max(x.last_day) AS last_day FROM d_account AS a JOIN (
  SELECT account_id, min(week) AS first_day, max(week) AS last_day FROM d_usage_week GROUP BY account_id
  UNION ALL SELECT l.account_id, min(i.issued), max(i.issued) FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id WHERE l.account_id IS NOT NULL GROUP BY l.account_id
  UNION ALL SELECT l.account_id, min(d.promised), max(d.promised) FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id WHERE l.account_id IS NOT NULL GROUP BY l.account_id
  UNION ALL SELECT l.account_id, CAST(min(t.created_at) AS DATE), CAST(max(t.created_at) AS DATE) FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE l.account_id IS NOT NULL GROUP BY l.account_id
) AS x ON x.account_id = a.account_id GROUP BY a.account_id, a.region, a.segment ORDER BY a.account_id
-- name: accounts_by_group
SELECT region, segment, CAST(count(*) AS BIGINT) AS n FROM d_account GROUP BY region, segment ORDER BY 1, 2
-- name: clear_stream
DELETE FROM d_stream
-- name: clear_stream_week
DELETE FROM d_stream_week
-- name: clear_signal
DELETE FROM d_signal
