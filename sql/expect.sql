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
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND r.number IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM d_mouth_item AS m WHERE m.question = r.question AND m.label = coalesce(r.label, '')) GROUP BY r.question ORDER BY r.question
-- name: expect_ratings
SELECT l.account_id, r.question, r.number, p.nps
FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND l.account_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM d_mouth_item AS m WHERE m.question = r.question AND m.label = coalesce(r.label, '')) ORDER BY l.account_id, r.question, r.key_hash
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
  FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
  WHERE l.account_id IS NOT NULL AND i.issued <= CAST($1 AS DATE)
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
-- name: report_expect_sets
SELECT set_id, name, hypothesis, accounts, share, share_low, share_high, revenue, sentences, decisions, renewed, renewal, renewal_low, renewal_high,
       answers, score, score_low, score_high FROM d_expect_set ORDER BY set_id
-- name: report_expect_items
SELECT set_id, topic, held, overall FROM d_expect_item ORDER BY set_id, held - overall DESC, topic
-- name: report_expect_gaps
SELECT set_id, side, topic, gap, low, high, n, accounts, note FROM d_expect_gap
ORDER BY set_id, CASE side WHEN 'said' THEN 1 WHEN 'rated' THEN 2 WHEN 'done' THEN 3 ELSE 4 END, side
-- name: report_expect_weights
SELECT topic, source, n_bad, n_middle, n_good, penalty, penalty_low, penalty_high, reward, reward_low, reward_high, contrast, contrast_low, contrast_high, label
FROM d_expect_weight ORDER BY topic
-- name: report_expect_fits
SELECT classes, loglik, aic, bic, entropy, parameters, starts, repeated, chosen FROM d_expect_fit ORDER BY classes
-- name: report_expect_counts
SELECT kind, polarity, CAST(count(*) AS BIGINT) AS n, CAST(count(DISTINCT account_id) AS BIGINT) AS accounts FROM d_expect_said GROUP BY kind, polarity ORDER BY kind, polarity
-- name: report_expect_quotes
SELECT q.set_id, q.kind AS place, q.rank, c.account_id, c.comment_id, c."at", c.text, s.span_from, s.span_to, s.kind, s.polarity, s.topic, a.name, coalesce(p.role, '') AS role,
       coalesce(p.name, '') AS who, c.file_id, c.line, f.path, c.channel, coalesce(g.what, '') AS granted, y.key
FROM d_expect_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id
JOIN d_expect_said AS s ON s.account_id = q.account_id AND s.comment_id = q.comment_id AND s.seq = q.seq
JOIN d_account AS a ON a.account_id = q.account_id JOIN file AS f ON f.file_id = c.file_id
LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN d_comment_key AS y ON y.account_id = c.account_id AND y.comment_id = c.comment_id
LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE coalesce(g.what, '') <> 'forbid' ORDER BY q.set_id, q.kind, q.rank
-- name: voice_search
-- As report_comments: the words are looked for once.  $12 is how the whole comment feels; with a theme, how it does where it speaks of that.
WITH hit AS MATERIALIZED (SELECT c.account_id, c.comment_id, c."at" FROM d_comment AS c
WHERE NOT EXISTS (SELECT 1 FROM d_account AS a JOIN voice_permission AS g ON g.name = a.name WHERE g.what = 'forbid' AND a.account_id = c.account_id)
  AND (CAST($1 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($1 AS TEXT))) > 0 OR CAST($25 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($25 AS TEXT))) > 0 OR CAST($29 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($29 AS TEXT))) > 0) AND
    (CAST($2 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($2 AS TEXT))) > 0 OR CAST($26 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($26 AS TEXT))) > 0 OR CAST($30 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($30 AS TEXT))) > 0)
  AND (CAST($3 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($3 AS TEXT))) > 0 OR CAST($27 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($27 AS TEXT))) > 0 OR CAST($31 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($31 AS TEXT))) > 0) AND
    (CAST($4 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($4 AS TEXT))) > 0 OR CAST($28 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($28 AS TEXT))) > 0 OR CAST($32 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($32 AS TEXT))) > 0)
  AND (CAST($5 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($5 AS TEXT))) = 0) AND (CAST($6 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($6 AS TEXT))) = 0)
  AND (CAST($7 AS TEXT) = '' OR (c.account_id, c.comment_id) IN (
    SELECT k.account_id, k.comment_id FROM d_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id
    WHERE k.kind = 'theme' AND t.name ILIKE $7 ESCAPE '!' AND CAST($7 AS TEXT) <> ''
      AND (CAST($17 AS TEXT) = '' OR (k.comment_id, k.seq) IN (SELECT m.comment_id, m.seq FROM d_code_more AS m JOIN d_theme_state AS s ON s.theme_id = m.sub_id WHERE s.name ILIKE $17 ESCAPE '!' AND CAST($17 AS TEXT) <> ''))
      AND (CAST($12 AS TEXT) = '' OR (CAST($12 AS TEXT) = 'negative' AND k.value < -0.05) OR (CAST($12 AS TEXT) = 'positive' AND k.value > 0.05)
       OR (CAST($12 AS TEXT) = 'neutral' AND k.value BETWEEN -0.05 AND 0.05))
    GROUP BY k.account_id, k.comment_id))
  AND (CAST($18 AS TEXT) = '' OR (c.account_id, c.comment_id) NOT IN (
    SELECT k.account_id, k.comment_id FROM d_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id WHERE k.kind = 'theme' AND t.name ILIKE $18 ESCAPE '!' AND CAST($18 AS TEXT) <> '' GROUP BY k.account_id, k.comment_id))
  AND (CAST($19 AS TEXT) = '' OR c.account_id IN (SELECT a.account_id FROM d_account AS a WHERE a.segment ILIKE $19 ESCAPE '!' AND CAST($19 AS TEXT) <> ''))
  AND (CAST($20 AS TEXT) = '' OR c.account_id IN (SELECT a.account_id FROM d_account AS a WHERE a.region ILIKE $20 ESCAPE '!' AND CAST($20 AS TEXT) <> ''))
  AND (CAST($21 AS TEXT) = '' OR c.account_id IN (SELECT l.account_id FROM d_slice AS l WHERE l.dimension = 'product' AND l.value ILIKE $21 ESCAPE '!' AND CAST($21 AS TEXT) <> ''))
  AND (CAST($24 AS TEXT) = '' OR c.account_id IN (SELECT CAST(w.id AS BIGINT) FROM unnest(string_to_array(CAST($24 AS TEXT), ',')) AS w(id) WHERE CAST($24 AS TEXT) <> ''))
  AND (CAST($22 AS BIGINT) < 0 OR c.score BETWEEN CAST($22 AS BIGINT) AND CAST($23 AS BIGINT))
  AND (CAST($8 AS TEXT) = '' OR c.account_id IN (SELECT a.account_id FROM d_account AS a WHERE a.name ILIKE $8 ESCAPE '!' AND CAST($8 AS TEXT) <> ''))
  AND (CAST($9 AS TEXT) = '' OR EXISTS (SELECT 1 FROM d_contact AS p WHERE p.account_id = c.account_id AND p.contact_id = c.contact_id AND p.role ILIKE $9 ESCAPE '!' AND CAST($9 AS TEXT) <> ''))
  AND (CAST($10 AS TEXT) = '' OR c.channel ILIKE $10 ESCAPE '!')
  AND (CAST($11 AS TEXT) = '' OR EXISTS (SELECT 1 FROM d_expect_said AS e WHERE e.account_id = c.account_id AND e.comment_id = c.comment_id
                                         AND (e.topic ILIKE $11 ESCAPE '!' OR e.kind ILIKE $11 ESCAPE '!') AND CAST($11 AS TEXT) <> ''))
  AND (CAST($12 AS TEXT) = '' OR CAST($7 AS TEXT) <> '' OR (CAST($12 AS TEXT) = 'negative' AND c.sentiment < -0.05) OR (CAST($12 AS TEXT) = 'positive' AND c.sentiment > 0.05)
       OR (CAST($12 AS TEXT) = 'neutral' AND c.sentiment BETWEEN -0.05 AND 0.05))
  AND c."at" >= CAST($13 AS TIMESTAMP) AND c."at" < CAST($14 AS TIMESTAMP)
  AND (CAST($15 AS TEXT) = '' OR c.comment_id IN (
    SELECT f.comment_id FROM unnest(string_to_array(CAST($15 AS TEXT), ' ')) AS r(word) JOIN d_find_word AS w ON strpos(w.word, r.word) > 0 JOIN d_find_comment AS f ON f.word_id = w.word_id
    WHERE CAST($15 AS TEXT) <> '' GROUP BY f.comment_id HAVING count(DISTINCT r.word) = CAST($16 AS BIGINT))))
SELECT c.account_id, c.comment_id, c."at", c.channel, c.text, c.sentiment, c.score, a.name, coalesce(p.role, '') AS role, coalesce(p.name, '') AS who, c.file_id, c.line,
       f.path, f.path || ':' || CAST(c.line AS TEXT) || ':' || substr(md5(c.text), 1, 8) AS voice, coalesce(g.what, '') AS granted, y.key, (SELECT CAST(count(*) AS BIGINT) FROM hit) AS total
FROM (SELECT h.account_id, h.comment_id FROM hit AS h ORDER BY h."at" DESC, h.account_id, h.comment_id LIMIT CAST($33 AS BIGINT) OFFSET CAST($34 AS BIGINT)) AS x
JOIN d_comment AS c ON c.account_id = x.account_id AND c.comment_id = x.comment_id LEFT JOIN d_account AS a ON a.account_id = c.account_id
JOIN file AS f ON f.file_id = c.file_id LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id LEFT JOIN voice_permission AS g ON g.name = a.name
LEFT JOIN d_comment_key AS y ON y.account_id = c.account_id AND y.comment_id = c.comment_id
ORDER BY c."at" DESC, c.account_id, c.comment_id
-- name: story_list
-- A story keeps its number when it is edited; what was taken back, an edit or a drop too, does not count.
WITH held AS (SELECT v.verdict_id, v.what, v.subject, v.object, v.who, v.why, v.decided_at FROM verdict AS v WHERE v.stage = 'voices' AND v.what IN ('story', 'edit', 'drop')
    AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'voices' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))),
  newest AS (SELECT subject, max(verdict_id) AS edit_id FROM held WHERE what = 'edit' GROUP BY subject)
SELECT h.verdict_id, CAST(CASE WHEN e.object IS NULL THEN h.subject ELSE split_part(e.object, chr(10), 1) END AS TEXT) AS subject,
  CAST(CASE WHEN e.object IS NULL THEN h.object ELSE substr(e.object, strpos(e.object, chr(10)) + 1) END AS TEXT) AS object,
  coalesce(e.who, h.who) AS who, coalesce(e.why, h.why) AS why, coalesce(e.decided_at, h.decided_at) AS decided_at
FROM held AS h LEFT JOIN newest AS n ON n.subject = CAST(h.verdict_id AS TEXT) LEFT JOIN held AS e ON e.verdict_id = n.edit_id
WHERE h.what = 'story' AND NOT EXISTS (SELECT 1 FROM held AS d WHERE d.what = 'drop' AND d.subject = CAST(h.verdict_id AS TEXT)) ORDER BY h.verdict_id
-- name: voice_keys
-- More than asked for (every pairing of the two lists); the caller matches the pairs.  What may not be shown has no key.
SELECT c.account_id, c.comment_id, f.path || ':' || CAST(c.line AS TEXT) || ':' || substr(md5(c.text), 1, 8) AS voice FROM d_comment AS c JOIN file AS f ON f.file_id = c.file_id
LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE coalesce(g.what, '') <> 'forbid' AND c.account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND c.comment_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[]))
ORDER BY c.account_id, c.comment_id
-- name: story_voices
SELECT c.account_id, c.comment_id, c."at", c.channel, c.text, c.sentiment, c.score, a.name, coalesce(p.role, '') AS role, coalesce(p.name, '') AS who, c.file_id, c.line,
       f.path, f.path || ':' || CAST(c.line AS TEXT) || ':' || substr(md5(c.text), 1, 8) AS voice, coalesce(g.what, '') AS granted, y.key
FROM d_comment AS c LEFT JOIN d_account AS a ON a.account_id = c.account_id JOIN file AS f ON f.file_id = c.file_id
LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN d_comment_key AS y ON y.account_id = c.account_id AND y.comment_id = c.comment_id
LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE coalesce(g.what, '') <> 'forbid' AND f.path || ':' || CAST(c.line AS TEXT) || ':' || substr(md5(c.text), 1, 8) = ANY(string_to_array($1, chr(10)))
ORDER BY c."at", c.account_id, c.comment_id
-- name: voice_account_exists
SELECT CAST(count(*) AS BIGINT) AS n FROM d_account WHERE name = $1
-- name: voice_theme_quotes
SELECT q.theme_id, q.rank, c.account_id, c.comment_id, c."at", c.channel, c.text, c.sentiment, c.score, a.name, coalesce(p.role, '') AS role, coalesce(p.name, '') AS who, c.file_id, c.line,
       f.path, f.path || ':' || CAST(c.line AS TEXT) || ':' || substr(md5(c.text), 1, 8) AS voice, coalesce(g.what, '') AS granted, y.key
FROM d_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id JOIN file AS f ON f.file_id = c.file_id
LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN d_comment_key AS y ON y.account_id = c.account_id AND y.comment_id = c.comment_id
LEFT JOIN voice_permission AS g ON g.name = a.name
WHERE coalesce(g.what, '') <> 'forbid' ORDER BY q.theme_id, q.rank
-- name: report_side_themes
SELECT s.theme_id, t.name, s.side, s.comments, s.of, s.share, s.low, s.high, s.scored, s.sentiment
FROM d_side_theme AS s JOIN d_theme AS t ON t.theme_id = s.theme_id ORDER BY s.theme_id, s.side
-- name: report_side_quotes
SELECT theme_id, side, account_id, text, source, "at", path, line, name, who, granted FROM (
  SELECT k.theme_id, 'employees' AS side, substr(c.text, 1, 400) AS text, c.source, c."at", f.path, c.line, c.account_id, c.comment_id, coalesce(a.name, '') AS name, '' AS who, coalesce(g.what, '') AS granted,
         row_number() OVER (PARTITION BY k.theme_id ORDER BY CASE WHEN length(c.text) BETWEEN 30 AND 220 THEN 0 ELSE 1 END, coalesce(abs(k.value), 0) DESC, c.account_id, c.comment_id) AS nr
  FROM d_side_code AS k JOIN d_side_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id JOIN file AS f ON f.file_id = c.file_id
  LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN voice_permission AS g ON g.name = a.name WHERE coalesce(g.what, '') <> 'forbid') AS e WHERE nr <= 3
UNION ALL
SELECT q.theme_id, 'customers', c.account_id, substr(c.text, 1, 400), c.channel, c."at", f.path, c.line, coalesce(a.name, ''), coalesce(p.name, ''), coalesce(g.what, '')
FROM d_quote AS q JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id JOIN file AS f ON f.file_id = c.file_id
JOIN d_side_theme AS s ON s.theme_id = q.theme_id AND s.side = 'employees'
LEFT JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_contact AS p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
LEFT JOIN voice_permission AS g ON g.name = a.name WHERE q.rank <= 3 AND coalesce(g.what, '') <> 'forbid'
ORDER BY 1, 2, 6, 7, 8, 4
-- name: side_search
-- As voice_search, among what our own people wrote; $13 an account, $14 a theme.
WITH hit AS MATERIALIZED (SELECT c.account_id, c.comment_id, c."at" FROM d_side_comment AS c
WHERE NOT EXISTS (SELECT 1 FROM d_account AS a JOIN voice_permission AS g ON g.name = a.name WHERE g.what = 'forbid' AND a.account_id = c.account_id)
  AND (CAST($1 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($1 AS TEXT))) > 0 OR CAST($20 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($20 AS TEXT))) > 0 OR CAST($24 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($24 AS TEXT))) > 0) AND
    (CAST($2 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($2 AS TEXT))) > 0 OR CAST($21 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($21 AS TEXT))) > 0 OR CAST($25 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($25 AS TEXT))) > 0)
  AND (CAST($3 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($3 AS TEXT))) > 0 OR CAST($22 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($22 AS TEXT))) > 0 OR CAST($26 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($26 AS TEXT))) > 0) AND
    (CAST($4 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($4 AS TEXT))) > 0 OR CAST($23 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($23 AS TEXT))) > 0 OR CAST($27 AS TEXT) <> '' AND strpos(lower(c.text), lower(CAST($27 AS TEXT))) > 0)
  AND (CAST($5 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($5 AS TEXT))) = 0) AND (CAST($6 AS TEXT) = '' OR strpos(lower(c.text), lower(CAST($6 AS TEXT))) = 0)
  AND (CAST($7 AS TEXT) = '' OR (c.account_id, c.comment_id) IN (
    SELECT k.account_id, k.comment_id FROM d_side_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id WHERE t.name ILIKE $7 ESCAPE '!' AND CAST($7 AS TEXT) <> ''
      AND (CAST($10 AS TEXT) = '' OR (CAST($10 AS TEXT) = 'negative' AND k.value < -0.05) OR (CAST($10 AS TEXT) = 'positive' AND k.value > 0.05)
       OR (CAST($10 AS TEXT) = 'neutral' AND k.value BETWEEN -0.05 AND 0.05))
    GROUP BY k.account_id, k.comment_id))
  AND (CAST($15 AS TEXT) = '' OR (c.account_id, c.comment_id) NOT IN (
    SELECT k.account_id, k.comment_id FROM d_side_code AS k JOIN d_theme AS t ON t.theme_id = k.theme_id WHERE t.name ILIKE $15 ESCAPE '!' AND CAST($15 AS TEXT) <> '' GROUP BY k.account_id, k.comment_id))
  AND (CAST($16 AS TEXT) = '' OR c.account_id IN (SELECT a.account_id FROM d_account AS a WHERE a.segment ILIKE $16 ESCAPE '!' AND CAST($16 AS TEXT) <> ''))
  AND (CAST($17 AS TEXT) = '' OR c.account_id IN (SELECT a.account_id FROM d_account AS a WHERE a.region ILIKE $17 ESCAPE '!' AND CAST($17 AS TEXT) <> ''))
  AND (CAST($18 AS TEXT) = '' OR c.account_id IN (SELECT l.account_id FROM d_slice AS l WHERE l.dimension = 'product' AND l.value ILIKE $18 ESCAPE '!' AND CAST($18 AS TEXT) <> ''))
  AND (CAST($19 AS TEXT) = '' OR c.account_id IN (SELECT CAST(w.id AS BIGINT) FROM unnest(string_to_array(CAST($19 AS TEXT), ',')) AS w(id) WHERE CAST($19 AS TEXT) <> ''))
  AND (CAST($8 AS TEXT) = '' OR c.account_id IN (SELECT a.account_id FROM d_account AS a WHERE a.name ILIKE $8 ESCAPE '!' AND CAST($8 AS TEXT) <> ''))
  AND (CAST($9 AS TEXT) = '' OR c.source ILIKE $9 ESCAPE '!')
  AND (CAST($10 AS TEXT) = '' OR CAST($7 AS TEXT) <> '' OR (CAST($10 AS TEXT) = 'negative' AND c.sentiment < -0.05) OR (CAST($10 AS TEXT) = 'positive' AND c.sentiment > 0.05)
       OR (CAST($10 AS TEXT) = 'neutral' AND c.sentiment BETWEEN -0.05 AND 0.05))
  AND c."at" >= CAST($11 AS TIMESTAMP) AND c."at" < CAST($12 AS TIMESTAMP)
  AND (CAST($13 AS BIGINT) = 0 OR c.account_id = CAST($13 AS BIGINT))
  AND (CAST($14 AS BIGINT) = 0 OR (c.account_id, c.comment_id) IN (
    SELECT k.account_id, k.comment_id FROM d_side_code AS k WHERE k.theme_id = CAST($14 AS BIGINT) AND CAST($14 AS BIGINT) <> 0 GROUP BY k.account_id, k.comment_id)))
SELECT c.account_id, c.comment_id, c."at", c.source AS channel, c.language, c.text, c.sentiment, CAST(NULL AS BIGINT) AS score, a.name, '' AS role, '' AS who, c.file_id, c.line,
       f.path, f.path || ':' || CAST(c.line AS TEXT) || ':' || substr(md5(c.text), 1, 8) AS voice, coalesce(g.what, '') AS granted, '' AS key, (SELECT CAST(count(*) AS BIGINT) FROM hit) AS total
FROM (SELECT h.account_id, h.comment_id FROM hit AS h ORDER BY h."at" DESC, h.account_id, h.comment_id LIMIT CAST($28 AS BIGINT) OFFSET CAST($29 AS BIGINT)) AS x
JOIN d_side_comment AS c ON c.account_id = x.account_id AND c.comment_id = x.comment_id LEFT JOIN d_account AS a ON a.account_id = c.account_id
JOIN file AS f ON f.file_id = c.file_id LEFT JOIN voice_permission AS g ON g.name = a.name
ORDER BY c."at" DESC, c.account_id, c.comment_id
-- name: side_withheld
SELECT CAST(count(*) AS BIGINT) AS n FROM d_side_comment AS c JOIN d_account AS a ON a.account_id = c.account_id JOIN voice_permission AS g ON g.name = a.name
WHERE g.what = 'forbid' AND (CAST($1 AS BIGINT) = 0 OR c.account_id = CAST($1 AS BIGINT))
-- name: side_codes
-- As report_codes.
SELECT k.account_id, k.comment_id, 'theme' AS kind, k.theme_id, t.name AS theme, k.span_from, k.span_to, k.value
FROM d_side_code AS k LEFT JOIN d_theme AS t ON t.theme_id = k.theme_id
WHERE k.account_id = ANY(CAST(string_to_array($1, ',') AS BIGINT[])) AND k.comment_id = ANY(CAST(string_to_array($2, ',') AS BIGINT[]))
ORDER BY k.account_id, k.comment_id, k.theme_id
-- name: side_messages
SELECT m.side, m.account_id, m."at", m.text, m.file_id, m.line FROM message_told AS m WHERE m.side IN ('agent', 'internal') ORDER BY m."at", m.key_hash
-- name: side_utterances
-- Our own people are of no account: the call's is its customers', where they are of one.
SELECT CASE WHEN k.low = k.high THEN k.low END AS account_id, u."at", u.text, u.file_id, u.line
FROM utterance_told AS u LEFT JOIN (SELECT source_id, call_id, min(account_id) AS low, max(account_id) AS high FROM utterance_told WHERE side = 'customer' GROUP BY source_id, call_id) AS k
  ON k.source_id = u.source_id AND k.call_id = u.call_id
WHERE u.side = 'agent' ORDER BY u."at", u.key_hash
-- name: side_answers
SELECT l.account_id, r.answered_at AS "at", r.text, r.file_id, r.line
FROM f_answer AS r JOIN f_response AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id AND p.superseded_by IS NULL
LEFT JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE r.superseded_by IS NULL AND r.text IS NOT NULL AND r.answered_at IS NOT NULL AND lower(coalesce(p.channel, '')) LIKE '%employee%' ORDER BY r.answered_at, r.key_hash
-- name: side_notes
SELECT n.account_id, n."at", n.words AS text, n.file_id, n.line FROM note_told AS n WHERE n.words IS NOT NULL ORDER BY n."at", n.key_hash
-- name: side_losses
-- A word or three are an entry of a list, and nobody's own.
SELECT l.account_id, CAST(o.close_date AS TIMESTAMP) AS "at", o.loss_reason AS text, o.file_id, o.line
FROM f_opportunity AS o LEFT JOIN d_alias AS l ON l.alias_id = o.alias_id
WHERE o.superseded_by IS NULL AND trim(o.loss_reason) LIKE '% % % %' AND o.close_date IS NOT NULL ORDER BY o.close_date, o.key_hash
-- name: clear_side_comment
DELETE FROM d_side_comment
-- name: clear_side_code
DELETE FROM d_side_code
-- name: clear_side_theme
DELETE FROM d_side_theme
