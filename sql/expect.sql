-- name: expect_said_all
SELECT s.account_id, s.comment_id, s.seq, s.span_from, s.span_to, s.kind, s.polarity, s.topic, c.text, c.language, c.score
FROM d_expect_said AS s JOIN d_comment AS c ON c.account_id = s.account_id AND c.comment_id = s.comment_id
WHERE s.account_id > 0 ORDER BY s.account_id, s.comment_id, s.seq
-- name: expect_decisions
SELECT d.account_id, d.renewed FROM d_decision AS d WHERE d.renewed IS NOT NULL ORDER BY d.account_id, d.decision_id
-- name: expect_scores
SELECT l.account_id, r.nps FROM response_counted AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE l.account_id IS NOT NULL AND r.nps IS NOT NULL ORDER BY l.account_id, r.key_hash
-- name: expect_comment_scores
SELECT account_id, comment_id, score FROM d_comment WHERE account_id > 0 AND score IS NOT NULL ORDER BY account_id, comment_id
-- name: expect_items
SELECT r.question, min(coalesce(r.label, '')) AS label, min(r.number) AS low, max(r.number) AS high, CAST(count(*) AS BIGINT) AS n
FROM f_answer AS r LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND r.number IS NOT NULL GROUP BY r.question ORDER BY r.question
-- name: expect_ratings
SELECT l.account_id, r.question, r.number, p.nps
FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND l.account_id IS NOT NULL ORDER BY l.account_id, r.question, r.key_hash
-- name: expect_done_deliveries
SELECT l.account_id, CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($2 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
WHERE d.superseded_by IS NULL AND l.account_id IS NOT NULL AND d.promised + CAST($2 AS INTEGER) < CAST($1 AS DATE) GROUP BY l.account_id ORDER BY l.account_id
-- name: expect_done_tickets
SELECT l.account_id, CAST(sum(CASE WHEN t.reply_minutes > 1440 THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(count(*) AS BIGINT) AS n
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL AND t.reply_minutes IS NOT NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id ORDER BY l.account_id
-- name: expect_done_invoices
SELECT account_id, CASE WHEN x > n THEN n ELSE x END AS x, n FROM (
  SELECT l.account_id, CAST(sum(CASE WHEN i.amount < 0 THEN 1 ELSE 0 END) AS BIGINT) AS x, CAST(sum(CASE WHEN i.amount > 0 THEN 1 ELSE 0 END) AS BIGINT) AS n
  FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
  WHERE i.superseded_by IS NULL AND l.account_id IS NOT NULL AND i.issued <= CAST($1 AS DATE) AND lower(coalesce(i.status, '')) NOT IN ('void', 'draft')
  GROUP BY l.account_id) AS c WHERE n > 0 ORDER BY account_id
-- name: clear_expect_fit
DELETE FROM d_expect_fit
-- name: clear_expect_set
DELETE FROM d_expect_set
-- name: clear_expect_item
DELETE FROM d_expect_item
-- name: clear_expect_account
DELETE FROM d_expect_account
-- name: clear_expect_gap
DELETE FROM d_expect_gap
-- name: clear_expect_weight
DELETE FROM d_expect_weight
-- name: clear_expect_quote
DELETE FROM d_expect_quote
