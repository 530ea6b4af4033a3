-- Every stream is added up from d_account_week; a measure is one statement that fills it, and a row of src/signal/stream.c.
-- name: analyze_slice
ANALYZE d_slice
-- name: analyze_account_week
ANALYZE d_account_week
-- name: fill_slices
-- The products an account has: of all its contracts in force, and of the latest; one with two is in the streams of both.
INSERT INTO d_slice SELECT account_id, 'all', '' FROM d_account
UNION ALL SELECT account_id, 'region', region FROM d_account WHERE region <> 'unknown'
UNION ALL SELECT account_id, 'segment', segment FROM d_account WHERE segment <> 'unknown'
UNION ALL SELECT account_id, 'product', plan FROM (
  SELECT l.account_id, s.plan, row_number() OVER (PARTITION BY l.account_id ORDER BY s.start_date DESC NULLS LAST, s.file_id, s.line) AS nr,
    CASE WHEN s.end_date IS NULL OR s.end_date >= CAST($1 AS DATE) THEN 1 ELSE 0 END AS runs
  FROM f_subscription AS s JOIN d_alias AS l ON l.alias_id = s.alias_id
  WHERE s.superseded_by IS NULL AND l.account_id IS NOT NULL AND coalesce(s.plan, '') <> '' AND s.start_date <= CAST($1 AS DATE)) AS held WHERE nr = 1 OR runs = 1 GROUP BY account_id, plan
-- name: fill_late
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', d.promised) AS DATE), 'late', '', '', '', CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($1 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE d.superseded_by IS NULL AND d.promised + CAST($1 AS INTEGER) < CAST($2 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', d.promised) AS DATE)
-- name: fill_late_by_unit
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', d.promised) AS DATE), 'late', '', '', coalesce(d.site, d.carrier), CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($1 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE d.superseded_by IS NULL AND d.promised + CAST($1 AS INTEGER) < CAST($2 AS DATE) AND coalesce(d.site, d.carrier, '') <> ''
GROUP BY l.account_id, CAST(date_trunc('week', d.promised) AS DATE), coalesce(d.site, d.carrier)
-- name: fill_tickets
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'tickets', '', '', '', CAST(count(*) AS BIGINT), CAST(0 AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE)
-- name: fill_ticket_kind
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'ticket_kind', t.type, '', '', CAST(count(*) AS BIGINT), CAST(0 AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE) AND coalesce(t.type, '') <> ''
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), t.type
-- name: fill_reply
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'reply', '', '', '', CAST(sum(CASE WHEN t.reply_minutes > 1440 THEN 1 ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN t.reply_minutes IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE)
-- name: fill_reopened
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'reopened', '', '', '', CAST(sum(CASE WHEN t.reopens > 0 THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE) AND t.reopens IS NOT NULL
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE)
-- name: fill_escalated
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'escalated', '', '', '', CAST(sum(CASE WHEN t.escalated THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND CAST(t.created_at AS DATE) <= CAST($1 AS DATE) AND t.escalated IS NOT NULL
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE)
-- name: fill_paid_late
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', i.due) AS DATE), 'paid_late', '', '', '', CAST(sum(CASE WHEN i.paid IS NULL OR i.paid > i.due THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE i.due IS NOT NULL AND i.amount > 0 AND i.due < CAST($1 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', i.due) AS DATE)
-- name: fill_nps
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE), 'nps', '', '', '', CAST(sum(c.nps) AS BIGINT), CAST(count(*) AS BIGINT)
FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE c.nps IS NOT NULL AND CAST(c.recorded_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE)
-- name: fill_csat
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE), 'csat', '', '', '', CAST(sum(CAST(c.csat * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE c.csat IS NOT NULL AND abs(c.csat) < 1000000 AND CAST(c.recorded_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE)
-- name: fill_rating
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', r.answered_at) AS DATE), 'rating', coalesce(r.label, r.question), '', '', CAST(sum(CAST(r.number * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id JOIN d_account AS a ON a.account_id = l.account_id
LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND r.number IS NOT NULL AND abs(r.number) < 1000000 AND coalesce(r.label, r.question, '') <> '' AND CAST(r.answered_at AS DATE) <= CAST($1 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', r.answered_at) AS DATE), coalesce(r.label, r.question)
-- name: fill_churn
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', h.churn_date) AS DATE), 'churn', '', '', '', CAST(count(*) AS BIGINT), CAST(0 AS BIGINT)
FROM f_churn AS h JOIN d_alias AS l ON l.alias_id = h.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE h.superseded_by IS NULL AND h.churn_date >= CAST($1 AS DATE) AND h.churn_date < CAST($2 AS DATE)
GROUP BY l.account_id, CAST(date_trunc('week', h.churn_date) AS DATE)
-- name: fill_theme
INSERT INTO d_account_week SELECT DISTINCT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'theme', CAST(k.theme_id AS TEXT), '', '', CAST(1 AS BIGINT), CAST(0 AS BIGINT)
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id JOIN d_account AS a ON a.account_id = c.account_id
WHERE k.kind = 'theme' AND k.theme_id IS NOT NULL AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
-- name: fill_sentiment
INSERT INTO d_account_week SELECT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'sentiment', '', '', '', CAST(sum(CAST(c.sentiment * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
WHERE c.sentiment IS NOT NULL AND coalesce(r.again, FALSE) = FALSE AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
GROUP BY c.account_id, CAST(date_trunc('week', c."at") AS DATE)
-- name: fill_theme_by_touchpoint
INSERT INTO d_account_week SELECT DISTINCT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'theme', CAST(k.theme_id AS TEXT), c.channel, '', CAST(1 AS BIGINT), CAST(0 AS BIGINT)
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id JOIN d_account AS a ON a.account_id = c.account_id
WHERE k.kind = 'theme' AND k.theme_id IS NOT NULL AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
-- name: fill_sentiment_by_touchpoint
INSERT INTO d_account_week SELECT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'sentiment', '', c.channel, '', CAST(sum(CAST(c.sentiment * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
WHERE c.sentiment IS NOT NULL AND coalesce(r.again, FALSE) = FALSE AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
GROUP BY c.account_id, CAST(date_trunc('week', c."at") AS DATE), c.channel
-- name: fill_metric
INSERT INTO d_account_week SELECT 0, CAST(date_trunc('week', m.month) AS DATE), 'metric', coalesce(m.metric, ''), '', coalesce(m.unit, ''), CAST(sum(CAST(m.value * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_metric AS m WHERE m.superseded_by IS NULL AND m.value IS NOT NULL AND abs(m.value) < 1000000000 AND coalesce(m.unit, '') <> '' AND m.month <= CAST($1 AS DATE)
GROUP BY CAST(date_trunc('week', m.month) AS DATE), coalesce(m.metric, ''), coalesce(m.unit, '')
-- name: fill_metric_by_touchpoint
-- Where several units read the same at one touchpoint: their mean.
INSERT INTO d_account_week SELECT 0, CAST(date_trunc('week', m.month) AS DATE), 'metric', coalesce(m.metric, ''), m.touchpoint, '', CAST(sum(CAST(m.value * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_metric AS m JOIN (SELECT metric, touchpoint FROM f_metric WHERE superseded_by IS NULL AND coalesce(touchpoint, '') <> '' GROUP BY metric, touchpoint HAVING count(DISTINCT unit) > 1) AS k
  ON k.metric = m.metric AND k.touchpoint = m.touchpoint
WHERE m.superseded_by IS NULL AND m.value IS NOT NULL AND abs(m.value) < 1000000000 AND m.month <= CAST($1 AS DATE)
GROUP BY CAST(date_trunc('week', m.month) AS DATE), coalesce(m.metric, ''), m.touchpoint
-- name: fill_scores_by_touchpoint
-- Likelihood to recommend and satisfaction by the way the survey came.
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE), m.measure, '', c.channel, '',
  CAST(sum(CASE WHEN m.measure = 'nps' THEN CAST(c.nps AS BIGINT) ELSE CAST(c.csat * 1000 AS BIGINT) END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id JOIN d_account AS a ON a.account_id = l.account_id CROSS JOIN (SELECT 'nps' AS measure UNION ALL SELECT 'csat') AS m
WHERE coalesce(c.channel, '') <> '' AND c.recorded_at >= CAST($1 AS TIMESTAMP) AND c.recorded_at < CAST($2 AS TIMESTAMP)
  AND (m.measure = 'nps' AND c.nps IS NOT NULL OR m.measure = 'csat' AND c.csat IS NOT NULL AND abs(c.csat) < 1000000)
GROUP BY l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE), m.measure, c.channel
-- name: fill_ticket_csat
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'ticket_csat', '', '', '', CAST(sum(CAST(t.satisfaction * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND t.created_at >= CAST($1 AS TIMESTAMP) AND t.created_at < CAST($2 AS TIMESTAMP) AND t.satisfaction IS NOT NULL AND abs(t.satisfaction) < 1000000
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE)
-- name: fill_theme_sentiment
-- A comment counts once in each of its themes, by how it feels where it speaks of the theme: what is unclear there does not count.
INSERT INTO d_account_week SELECT account_id, week, 'theme_sentiment', theme, '', '', CAST(sum(x) AS BIGINT), CAST(count(*) AS BIGINT) FROM (
  SELECT c.account_id, c.comment_id, CAST(date_trunc('week', c."at") AS DATE) AS week, CAST(k.theme_id AS TEXT) AS theme, CAST(CAST(sum(CAST(k.value * 1000 AS BIGINT)) AS DOUBLE PRECISION) / count(*) AS BIGINT) AS x
  FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id JOIN d_account AS a ON a.account_id = c.account_id
  LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
  WHERE k.kind = 'theme' AND k.theme_id IS NOT NULL AND k.value IS NOT NULL AND coalesce(r.again, FALSE) = FALSE AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
  GROUP BY c.account_id, c.comment_id, CAST(date_trunc('week', c."at") AS DATE), k.theme_id) AS s
GROUP BY account_id, week, theme
-- name: fill_broken
-- Accounts that said an expectation was disappointed, in all and by the way they said it.
INSERT INTO d_account_week SELECT DISTINCT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'broken', '', CASE WHEN p.own = 1 THEN c.channel ELSE '' END, '', CAST(1 AS BIGINT), CAST(0 AS BIGINT)
FROM d_expect_said AS e JOIN d_comment AS c ON c.account_id = e.account_id AND c.comment_id = e.comment_id JOIN d_account AS a ON a.account_id = c.account_id
CROSS JOIN (SELECT 0 AS own UNION ALL SELECT 1) AS p
WHERE e.polarity = 'disappointed' AND c."at" >= CAST($1 AS TIMESTAMP) AND c."at" < CAST($2 AS TIMESTAMP)
-- name: fill_rating_by_touchpoint
-- Ratings by the way the survey came.
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', r.answered_at) AS DATE), 'rating', coalesce(r.label, r.question), c.channel, '', CAST(sum(CAST(r.number * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_answer AS r JOIN response_counted AS c ON c.ext_id = r.response_id AND c.source_id = r.source_id JOIN d_alias AS l ON l.alias_id = r.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND abs(r.number) < 1000000 AND coalesce(r.label, r.question, '') <> '' AND coalesce(c.channel, '') <> ''
  AND r.answered_at >= CAST($1 AS TIMESTAMP) AND r.answered_at < CAST($2 AS TIMESTAMP)
GROUP BY l.account_id, CAST(date_trunc('week', r.answered_at) AS DATE), coalesce(r.label, r.question), c.channel
-- name: fill_tickets_by_place
-- What is counted of tickets, by the unit whose they are and by the way they came, where their desk says so.
INSERT INTO d_account_week SELECT account_id, week, measure, item, CASE WHEN cut = 'touchpoint' THEN place ELSE '' END, CASE WHEN cut = 'unit' THEN place ELSE '' END, CAST(sum(x) AS BIGINT), CAST(sum(n) AS BIGINT) FROM (
  SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE) AS week, m.measure, CASE WHEN m.measure = 'ticket_kind' THEN t.type ELSE '' END AS item, k.cut,
    CASE WHEN k.cut = 'unit' THEN p.unit ELSE p.channel END AS place,
    CASE m.measure WHEN 'reply' THEN CASE WHEN t.reply_minutes > 1440 THEN 1 ELSE 0 END WHEN 'reopened' THEN CASE WHEN t.reopens > 0 THEN 1 ELSE 0 END
      WHEN 'escalated' THEN CASE WHEN t.escalated THEN 1 ELSE 0 END WHEN 'ticket_csat' THEN CAST(t.satisfaction * 1000 AS BIGINT) ELSE 1 END AS x,
    CASE WHEN m.measure IN ('tickets', 'ticket_kind') THEN 0 ELSE 1 END AS n
  FROM f_ticket AS t JOIN ticket_place AS p ON p.source_id = t.source_id AND p.ticket_id = t.ext_id JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
  CROSS JOIN (SELECT 'tickets' AS measure UNION ALL SELECT 'ticket_kind' UNION ALL SELECT 'reply' UNION ALL SELECT 'reopened' UNION ALL SELECT 'escalated' UNION ALL SELECT 'ticket_csat') AS m
  CROSS JOIN (SELECT 'unit' AS cut UNION ALL SELECT 'touchpoint') AS k
  WHERE t.superseded_by IS NULL AND t.created_at >= CAST($1 AS TIMESTAMP) AND t.created_at < CAST($2 AS TIMESTAMP)
    AND (m.measure = 'tickets' OR m.measure = 'ticket_kind' AND coalesce(t.type, '') <> '' OR m.measure = 'reply' AND t.reply_minutes IS NOT NULL OR m.measure = 'reopened' AND t.reopens IS NOT NULL
      OR m.measure = 'escalated' AND t.escalated IS NOT NULL OR m.measure = 'ticket_csat' AND t.satisfaction IS NOT NULL AND abs(t.satisfaction) < 1000000)) AS s
WHERE coalesce(place, '') <> '' GROUP BY account_id, week, measure, item, cut, place
-- name: fill_said_by_unit
-- Themes and sentiment of what customers write in tickets, by the unit whose the ticket is.  A comment of a ticket is known by its row, account and time: several tickets may stand in one line.
INSERT INTO d_account_week SELECT account_id, week, measure, item, '', unit, CAST(CASE WHEN measure = 'theme' THEN 1 ELSE sum(x) END AS BIGINT), CAST(CASE WHEN measure = 'theme' THEN 0 ELSE count(*) END AS BIGINT) FROM (
  SELECT DISTINCT c.account_id, c.comment_id, CAST(date_trunc('week', c."at") AS DATE) AS week, m.measure, CASE WHEN m.measure = 'theme' THEN CAST(k.theme_id AS TEXT) ELSE '' END AS item, p.unit,
    CASE WHEN m.measure = 'theme' THEN 1 ELSE CAST(c.sentiment * 1000 AS BIGINT) END AS x
  FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id
  JOIN (SELECT file_id, line, created_at AS said_at, source_id, ext_id AS ticket_id, 'ticket' AS channel FROM f_ticket WHERE superseded_by IS NULL
    UNION ALL SELECT file_id, line, "at", source_id, ticket_id, 'message' FROM f_message WHERE superseded_by IS NULL) AS w
    ON w.file_id = c.file_id AND w.line = c.line AND w.channel = c.channel AND w.said_at = c."at"
  JOIN ticket_place AS p ON p.source_id = w.source_id AND p.ticket_id = w.ticket_id
  CROSS JOIN (SELECT 'theme' AS measure UNION ALL SELECT 'sentiment') AS m
  LEFT JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id AND k.kind = 'theme' AND m.measure = 'theme'
  LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
  WHERE coalesce(p.unit, '') <> '' AND c."at" >= CAST($1 AS TIMESTAMP) AND c."at" < CAST($2 AS TIMESTAMP)
    AND (m.measure = 'theme' AND k.theme_id IS NOT NULL OR m.measure = 'sentiment' AND c.sentiment IS NOT NULL AND coalesce(r.again, FALSE) = FALSE)) AS s
GROUP BY account_id, week, measure, item, unit
-- name: weekly_streams
-- Of what is done in the product the $1 names used most have streams of their own.
SELECT w.measure, w.item, s.dimension, s.value, w.week, CAST(sum(w.x) AS BIGINT) AS x, CAST(sum(w.n) AS BIGINT) AS n
FROM d_account_week AS w JOIN d_slice AS s ON s.account_id = w.account_id WHERE w.touchpoint = '' AND w.unit = ''
GROUP BY w.measure, w.item, s.dimension, s.value, w.week
UNION ALL SELECT 'usage', '', s.dimension, s.value, u.week, CAST(sum(u.events) AS BIGINT), CAST(0 AS BIGINT)
FROM d_usage_week AS u JOIN d_slice AS s ON s.account_id = u.account_id GROUP BY s.dimension, s.value, u.week
UNION ALL SELECT 'usage_event', v.name, s.dimension, s.value, v.week, CAST(sum(v.events) AS BIGINT), CAST(0 AS BIGINT) FROM (
  SELECT l.account_id, e.name, CAST(date_trunc('week', e."at") AS DATE) AS week, sum(coalesce(e.quantity, 1)) AS events FROM f_event AS e JOIN d_alias AS l ON l.alias_id = e.alias_id
  WHERE e.superseded_by IS NULL AND l.account_id IS NOT NULL AND e.name IN (
    SELECT name FROM (SELECT name, count(*) AS n FROM f_event WHERE superseded_by IS NULL AND coalesce(name, '') <> '' GROUP BY name) AS k ORDER BY n DESC, name LIMIT CAST($1 AS BIGINT))
  GROUP BY l.account_id, e.name, CAST(date_trunc('week', e."at") AS DATE)) AS v JOIN d_slice AS s ON s.account_id = v.account_id GROUP BY v.name, s.dimension, s.value, v.week
UNION ALL SELECT measure, item, 'touchpoint', touchpoint, week, CAST(sum(x) AS BIGINT), CAST(sum(n) AS BIGINT) FROM d_account_week
WHERE touchpoint <> '' GROUP BY measure, item, touchpoint, week
UNION ALL SELECT measure, item, 'unit', unit, week, CAST(sum(x) AS BIGINT), CAST(sum(n) AS BIGINT) FROM d_account_week
WHERE unit <> '' GROUP BY measure, item, unit, week
ORDER BY 1, 2, 3, 4, 5
-- name: slice_spans
SELECT s.dimension, s.value, s.account_id, min(x.first_day) AS first_day, max(x.last_day) AS last_day FROM d_slice AS s JOIN (
  SELECT account_id, min(week) AS first_day, max(week) AS last_day FROM d_usage_week GROUP BY account_id
  UNION ALL SELECT l.account_id, min(i.issued), max(i.issued) FROM f_invoice AS i JOIN d_alias AS l ON l.alias_id = i.alias_id WHERE l.account_id IS NOT NULL GROUP BY l.account_id
  UNION ALL SELECT l.account_id, min(d.promised), max(d.promised) FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id WHERE l.account_id IS NOT NULL GROUP BY l.account_id
  UNION ALL SELECT l.account_id, CAST(min(t.created_at) AS DATE), CAST(max(t.created_at) AS DATE) FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE l.account_id IS NOT NULL GROUP BY l.account_id
) AS x ON x.account_id = s.account_id WHERE x.first_day IS NOT NULL GROUP BY s.dimension, s.value, s.account_id ORDER BY s.account_id, s.dimension, s.value
-- name: slice_sizes
SELECT dimension, value, CAST(count(*) AS BIGINT) AS n FROM d_slice GROUP BY dimension, value ORDER BY 1, 2
-- name: slice_countries
-- Which countries' working days a slice has.
SELECT s.dimension, s.value, coalesce(a.country, '') AS country, CAST(count(*) AS BIGINT) AS n FROM d_slice AS s JOIN d_account AS a ON a.account_id = s.account_id
GROUP BY s.dimension, s.value, coalesce(a.country, '') ORDER BY 1, 2, 3
-- name: account_year
SELECT l.account_id, CAST(sum(i.amount) AS BIGINT) AS revenue FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE l.account_id IS NOT NULL AND i.amount IS NOT NULL AND i.currency = CAST($2 AS TEXT)
  AND i.issued <= CAST($1 AS DATE) AND i.issued > CAST($1 AS DATE) - 365 GROUP BY l.account_id ORDER BY l.account_id
-- name: signal_where
WITH told AS (
  SELECT g.signal_id, g."at", t.measure, i.item, CASE WHEN t.dimension = 'touchpoint' THEN t.value ELSE '' END AS touchpoint, CASE WHEN t.dimension = 'unit' THEN t.value ELSE '' END AS unit,
    CASE WHEN t.dimension IN ('touchpoint', 'unit') THEN 'all' ELSE t.dimension END AS dimension, CASE WHEN t.dimension IN ('touchpoint', 'unit') THEN '' ELSE t.value END AS value
  FROM d_signal AS g JOIN d_stream AS t ON t.stream_id = g.stream_id JOIN d_stream_item AS i ON i.stream_id = g.stream_id WHERE g."at" >= CAST($2 AS DATE))
SELECT w.signal_id, w.account_id, CAST(sum(w.x) AS BIGINT) AS x, CAST(sum(w.n) AS BIGINT) AS n,
  CAST(sum(CASE WHEN w.week = w."at" THEN w.x ELSE 0 END) AS BIGINT) AS x_first, CAST(sum(CASE WHEN w.week = w."at" THEN w.n ELSE 0 END) AS BIGINT) AS n_first
FROM (
  SELECT k.signal_id, k."at", k.dimension, k.value, a.account_id, a.week, a.x, a.n FROM told AS k JOIN d_account_week AS a
    ON a.measure = k.measure AND a.item = k.item AND a.touchpoint = k.touchpoint AND a.unit = k.unit AND a.week >= k."at" AND a.week <= CAST($1 AS DATE)
  UNION ALL SELECT k.signal_id, k."at", k.dimension, k.value, u.account_id, u.week, u.events, CAST(0 AS BIGINT) FROM told AS k JOIN d_usage_week AS u
    ON u.week >= k."at" AND u.week <= CAST($1 AS DATE) WHERE k.measure = 'usage'
  UNION ALL SELECT k.signal_id, k."at", k.dimension, k.value, l.account_id, CAST(date_trunc('week', e."at") AS DATE), coalesce(e.quantity, 1), CAST(0 AS BIGINT) FROM told AS k
    JOIN f_event AS e ON e.name = k.item AND CAST(e."at" AS DATE) >= k."at" AND CAST(e."at" AS DATE) <= CAST($1 AS DATE) JOIN d_alias AS l ON l.alias_id = e.alias_id
  WHERE k.measure = 'usage_event' AND e.superseded_by IS NULL AND l.account_id IS NOT NULL
) AS w JOIN d_slice AS s ON s.account_id = w.account_id AND s.dimension = w.dimension AND s.value = w.value
GROUP BY w.signal_id, w.account_id ORDER BY w.signal_id, w.account_id
-- name: signal_comments
-- Said in [$1, $2], once for each mention of a theme, with how the whole feels and how the mention does: all signals choose their quotes from one reading.
SELECT c.account_id, c.comment_id, CAST(c."at" AS DATE) AS day, c.sentiment, coalesce(k.theme_id, 0) AS theme_id, k.value AS mention
FROM d_comment AS c LEFT JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id AND k.kind = 'theme'
WHERE c.account_id > 0 AND CAST(c."at" AS DATE) >= CAST($1 AS DATE) AND CAST(c."at" AS DATE) <= CAST($2 AS DATE)
ORDER BY c.account_id, c.comment_id, coalesce(k.theme_id, 0), coalesce(k.seq, 0)
-- name: speaking_days
SELECT account_id, day, what FROM (
  SELECT c.account_id, CAST(c."at" AS DATE) AS day, 'speaks' AS what FROM d_comment AS c WHERE c.account_id > 0
  UNION SELECT l.account_id, CAST(t.created_at AS DATE), 'speaks' FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
    WHERE t.superseded_by IS NULL AND t.created_at IS NOT NULL AND l.account_id IS NOT NULL
  UNION SELECT account_id, week, 'uses' FROM d_usage_week WHERE events > 0
) AS e WHERE day <= CAST($1 AS DATE) ORDER BY what, account_id, day
-- name: words_said
SELECT account_id, comment_id, CAST("at" AS DATE) AS day, text FROM d_comment
WHERE account_id > 0 AND CAST("at" AS DATE) <= CAST($1 AS DATE) AND CAST("at" AS DATE) > CAST($1 AS DATE) - 448 ORDER BY account_id, "at", comment_id
-- name: score_answers
-- Of three years: what may be the half-years around the first day of any of the last eight quarters, or around a change told.  Of rated items the $2 answered most.
SELECT score, label, account_id, contact_id, day, x FROM (
  SELECT m.score, '' AS label, l.account_id, l.contact_id, CAST(c.recorded_at AS DATE) AS day, CAST(CASE WHEN m.score = 'nps' THEN c.nps ELSE c.csat END AS DOUBLE PRECISION) AS x, c.recorded_at AS "at", c.file_id, c.line
  FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id CROSS JOIN (SELECT 'nps' AS score UNION ALL SELECT 'csat') AS m
  WHERE l.contact_id IS NOT NULL AND (m.score = 'nps' AND c.nps IS NOT NULL OR m.score = 'csat' AND c.csat IS NOT NULL)
  UNION ALL SELECT 'rating', coalesce(r.label, r.question), l.account_id, l.contact_id, CAST(r.answered_at AS DATE), CAST(r.number AS DOUBLE PRECISION), r.answered_at, r.file_id, r.line
  FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
  WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND l.contact_id IS NOT NULL AND r.number IS NOT NULL AND abs(r.number) < 1000000 AND coalesce(r.label, r.question) IN (
    SELECT name FROM (SELECT coalesce(label, question) AS name, count(*) AS n FROM f_answer
      WHERE superseded_by IS NULL AND number IS NOT NULL AND coalesce(label, question, '') <> '' GROUP BY coalesce(label, question)) AS k ORDER BY n DESC, md5(name), name LIMIT CAST($2 AS BIGINT))
) AS s WHERE account_id IS NOT NULL AND day <= CAST($1 AS DATE) AND day > CAST($1 AS DATE) - 1092
ORDER BY CASE score WHEN 'nps' THEN 0 WHEN 'csat' THEN 1 ELSE 2 END, md5(label), label, account_id, contact_id, "at", file_id, line, x
-- name: score_signals
SELECT g.signal_id, s.measure, i.item, s.dimension, s.value, g."at" FROM d_signal AS g JOIN d_stream AS s ON s.stream_id = g.stream_id JOIN d_stream_item AS i ON i.stream_id = g.stream_id
WHERE s.measure IN ('nps', 'csat', 'rating') AND s.dimension IN ('all', 'segment', 'region') ORDER BY g.signal_id
-- name: score_persons
SELECT c.account_id, c.contact_id, coalesce(r.role, 'unknown') AS role, a.segment, a.region FROM d_contact AS c
JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_contact_role AS r ON r.account_id = c.account_id AND r.contact_id = c.contact_id
ORDER BY c.account_id, c.contact_id
-- name: stream_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_stream
-- name: drop_running_counts
DELETE FROM d_account_week WHERE week >= CAST($1 AS DATE) AND measure IN ('theme', 'tickets', 'ticket_kind', 'sentiment', 'nps', 'csat', 'rating', 'late', 'reply', 'reopened', 'escalated', 'paid_late', 'churn', 'broken', 'ticket_csat')
-- name: fill_running
-- What fill_theme, fill_theme_by_touchpoint, fill_tickets and fill_ticket_kind count, of [$1, $2) alone.
INSERT INTO d_account_week
SELECT DISTINCT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'theme', CAST(k.theme_id AS TEXT), CASE WHEN p.own = 1 THEN c.channel ELSE '' END, '', CAST(1 AS BIGINT), CAST(0 AS BIGINT)
FROM d_comment AS c JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id JOIN d_account AS a ON a.account_id = c.account_id
CROSS JOIN (SELECT 0 AS own UNION ALL SELECT 1) AS p
WHERE c."at" >= CAST($1 AS TIMESTAMP) AND c."at" < CAST($2 AS TIMESTAMP) AND k.kind = 'theme' AND k.theme_id IS NOT NULL
UNION ALL SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'tickets', '', '', '', CAST(count(*) AS BIGINT), CAST(0 AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND t.created_at >= CAST($1 AS TIMESTAMP) AND t.created_at < CAST($2 AS TIMESTAMP)
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE)
UNION ALL SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), 'ticket_kind', t.type, '', '', CAST(count(*) AS BIGINT), CAST(0 AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE t.superseded_by IS NULL AND t.created_at >= CAST($1 AS TIMESTAMP) AND t.created_at < CAST($2 AS TIMESTAMP) AND coalesce(t.type, '') <> ''
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), t.type
-- name: fill_running_tickets
-- What fill_reply, fill_reopened and fill_escalated count.
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), m.measure, '', '', '',
  CAST(sum(CASE WHEN m.measure = 'reply' AND t.reply_minutes > 1440 OR m.measure = 'reopened' AND t.reopens > 0 OR m.measure = 'escalated' AND t.escalated THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id JOIN d_account AS a ON a.account_id = l.account_id
CROSS JOIN (SELECT 'reply' AS measure UNION ALL SELECT 'reopened' UNION ALL SELECT 'escalated') AS m
WHERE t.superseded_by IS NULL AND t.created_at >= CAST($1 AS TIMESTAMP) AND t.created_at < CAST($2 AS TIMESTAMP)
  AND (m.measure = 'reply' AND t.reply_minutes IS NOT NULL OR m.measure = 'reopened' AND t.reopens IS NOT NULL OR m.measure = 'escalated' AND t.escalated IS NOT NULL)
GROUP BY l.account_id, CAST(date_trunc('week', t.created_at) AS DATE), m.measure
-- name: fill_running_answers
-- What fill_sentiment, fill_sentiment_by_touchpoint, fill_nps, fill_csat and fill_rating count.
INSERT INTO d_account_week SELECT c.account_id, CAST(date_trunc('week', c."at") AS DATE), 'sentiment', '', CASE WHEN p.own = 1 THEN c.channel ELSE '' END, '', CAST(sum(CAST(c.sentiment * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
CROSS JOIN (SELECT 0 AS own UNION ALL SELECT 1) AS p
WHERE c.sentiment IS NOT NULL AND coalesce(r.again, FALSE) = FALSE AND c."at" >= CAST($1 AS TIMESTAMP) AND c."at" < CAST($2 AS TIMESTAMP)
GROUP BY c.account_id, CAST(date_trunc('week', c."at") AS DATE), CASE WHEN p.own = 1 THEN c.channel ELSE '' END
UNION ALL SELECT l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE), m.measure, '', '', '',
  CAST(sum(CASE WHEN m.measure = 'nps' THEN CAST(c.nps AS BIGINT) ELSE CAST(c.csat * 1000 AS BIGINT) END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM response_counted AS c JOIN d_alias AS l ON l.alias_id = c.alias_id JOIN d_account AS a ON a.account_id = l.account_id CROSS JOIN (SELECT 'nps' AS measure UNION ALL SELECT 'csat') AS m
WHERE c.recorded_at >= CAST($1 AS TIMESTAMP) AND c.recorded_at < CAST($2 AS TIMESTAMP) AND (m.measure = 'nps' AND c.nps IS NOT NULL OR m.measure = 'csat' AND c.csat IS NOT NULL AND abs(c.csat) < 1000000)
GROUP BY l.account_id, CAST(date_trunc('week', c.recorded_at) AS DATE), m.measure
UNION ALL SELECT l.account_id, CAST(date_trunc('week', r.answered_at) AS DATE), 'rating', coalesce(r.label, r.question), '', '', CAST(sum(CAST(r.number * 1000 AS BIGINT)) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_answer AS r JOIN d_alias AS l ON l.alias_id = r.alias_id JOIN d_account AS a ON a.account_id = l.account_id
LEFT JOIN response_aside AS x ON x.ext_id = r.response_id AND x.source_id = r.source_id
WHERE r.superseded_by IS NULL AND x.ext_id IS NULL AND r.number IS NOT NULL AND abs(r.number) < 1000000 AND coalesce(r.label, r.question, '') <> ''
  AND r.answered_at >= CAST($1 AS TIMESTAMP) AND r.answered_at < CAST($2 AS TIMESTAMP)
GROUP BY l.account_id, CAST(date_trunc('week', r.answered_at) AS DATE), coalesce(r.label, r.question)
-- name: fill_running_promises
-- What fill_late, fill_late_by_unit and fill_paid_late count of what was due: by the newest day $3, those that come too late are known like the others.
INSERT INTO d_account_week SELECT l.account_id, CAST(date_trunc('week', d.promised) AS DATE), 'late', '', '', CASE WHEN p.own = 1 THEN coalesce(d.site, d.carrier) ELSE '' END,
  CAST(sum(CASE WHEN d.delivered IS NULL OR d.delivered > d.promised + CAST($4 AS INTEGER) THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id JOIN d_account AS a ON a.account_id = l.account_id CROSS JOIN (SELECT 0 AS own UNION ALL SELECT 1) AS p
WHERE d.superseded_by IS NULL AND d.promised >= CAST($1 AS DATE) AND d.promised < CAST($2 AS DATE) AND d.promised + CAST($4 AS INTEGER) < CAST($3 AS DATE) AND (p.own = 0 OR coalesce(d.site, d.carrier, '') <> '')
GROUP BY l.account_id, CAST(date_trunc('week', d.promised) AS DATE), CASE WHEN p.own = 1 THEN coalesce(d.site, d.carrier) ELSE '' END
UNION ALL SELECT l.account_id, CAST(date_trunc('week', i.due) AS DATE), 'paid_late', '', '', '', CAST(sum(CASE WHEN i.paid IS NULL OR i.paid > i.due THEN 1 ELSE 0 END) AS BIGINT), CAST(count(*) AS BIGINT)
FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE i.due >= CAST($1 AS DATE) AND i.due < CAST($2 AS DATE) AND i.due < CAST($3 AS DATE) AND i.amount > 0
GROUP BY l.account_id, CAST(date_trunc('week', i.due) AS DATE)
-- name: fill_running_weeks
-- Of rates so many events so far, of the exposure of the last whole week; of shares and means so many things so far.
INSERT INTO d_stream_week SELECT t.stream_id, r.week, CAST(r.x AS DOUBLE PRECISION) / CASE WHEN r.measure IN ('csat', 'rating', 'sentiment', 'ticket_csat') THEN 1000 ELSE 1 END,
  CASE WHEN i.kind = 'rate' THEN l.n ELSE CAST(r.n AS DOUBLE PRECISION) END FROM (
  SELECT w.measure, w.item, s.dimension, s.value, w.week, sum(w.x) AS x, sum(w.n) AS n FROM d_account_week AS w JOIN d_slice AS s ON s.account_id = w.account_id
  WHERE w.touchpoint = '' AND w.unit = '' AND w.week >= CAST($1 AS DATE) AND w.measure IN ('theme', 'tickets', 'ticket_kind', 'sentiment', 'nps', 'csat', 'rating', 'late', 'reply', 'reopened', 'escalated', 'paid_late', 'churn', 'broken', 'ticket_csat') GROUP BY w.measure, w.item, s.dimension, s.value, w.week
  UNION ALL SELECT measure, item, 'touchpoint', touchpoint, week, sum(x), sum(n) FROM d_account_week
  WHERE touchpoint <> '' AND week >= CAST($1 AS DATE) AND measure <> 'metric' GROUP BY measure, item, touchpoint, week
  UNION ALL SELECT measure, item, 'unit', unit, week, sum(x), sum(n) FROM d_account_week
  WHERE unit <> '' AND week >= CAST($1 AS DATE) AND measure <> 'metric' GROUP BY measure, item, unit, week) AS r
JOIN d_stream AS t ON t.measure = r.measure AND t.dimension = r.dimension AND t.value = r.value JOIN d_stream_item AS i ON i.stream_id = t.stream_id AND i.item = r.item
LEFT JOIN d_stream_week AS l ON l.stream_id = t.stream_id AND l.week = CAST($1 AS DATE) - 7 WHERE i.kind <> 'rate' AND r.n > 0 OR l.n > 0
-- name: fill_running_use
-- Use of the days that are over, $1 <= day < $2, and of the last whole week's exposure the part that such weekdays had of the eight weeks before.  A day is over when each source that
-- told of use in these eight weeks has told of a later one.
INSERT INTO d_stream_week SELECT t.stream_id, CAST($1 AS DATE), CAST(coalesce(r.x, 0) AS DOUBLE PRECISION), l.n * p.part FROM d_stream AS t JOIN d_stream_item AS i ON i.stream_id = t.stream_id
JOIN d_stream_week AS l ON l.stream_id = t.stream_id AND l.week = CAST($1 AS DATE) - 7
JOIN (SELECT 'usage' AS measure, '' AS item, CAST(sum(CASE WHEN day - week < CAST($2 AS DATE) - CAST($1 AS DATE) THEN n ELSE 0 END) AS DOUBLE PRECISION) / sum(n) AS part FROM (
    SELECT CAST(e."at" AS DATE) AS day, CAST(date_trunc('week', e."at") AS DATE) AS week, sum(coalesce(e.quantity, 1)) AS n FROM f_event AS e
    WHERE e.superseded_by IS NULL AND e."at" >= CAST(CAST($1 AS DATE) - 56 AS TIMESTAMP) AND e."at" < CAST($1 AS TIMESTAMP) GROUP BY CAST(e."at" AS DATE), CAST(date_trunc('week', e."at") AS DATE)) AS h HAVING sum(n) > 0
  UNION ALL SELECT 'usage_event', name, CAST(sum(CASE WHEN day - week < CAST($2 AS DATE) - CAST($1 AS DATE) THEN n ELSE 0 END) AS DOUBLE PRECISION) / sum(n) FROM (
    SELECT e.name, CAST(e."at" AS DATE) AS day, CAST(date_trunc('week', e."at") AS DATE) AS week, sum(coalesce(e.quantity, 1)) AS n FROM f_event AS e
    WHERE e.superseded_by IS NULL AND e."at" >= CAST(CAST($1 AS DATE) - 56 AS TIMESTAMP) AND e."at" < CAST($1 AS TIMESTAMP) GROUP BY e.name, CAST(e."at" AS DATE), CAST(date_trunc('week', e."at") AS DATE)) AS h GROUP BY name HAVING sum(n) > 0
) AS p ON p.measure = t.measure AND (t.measure = 'usage' OR p.item = i.item)
LEFT JOIN (SELECT m.measure, CASE WHEN m.measure = 'usage' THEN '' ELSE e.name END AS item, s.dimension, s.value, sum(coalesce(e.quantity, 1)) AS x
  FROM f_event AS e JOIN d_alias AS a ON a.alias_id = e.alias_id JOIN d_slice AS s ON s.account_id = a.account_id CROSS JOIN (SELECT 'usage' AS measure UNION ALL SELECT 'usage_event') AS m
  WHERE e.superseded_by IS NULL AND e."at" >= CAST($1 AS TIMESTAMP) AND e."at" < CAST($2 AS TIMESTAMP) GROUP BY m.measure, CASE WHEN m.measure = 'usage' THEN '' ELSE e.name END, s.dimension, s.value
) AS r ON r.measure = t.measure AND r.item = i.item AND r.dimension = t.dimension AND r.value = t.value
WHERE p.part > 0 AND l.n > 0
-- name: running_use_days
-- The first day of the week from $1 on whose use may not be known wholly: the earliest of the newest days that sources of use tell of; null where one tells of none.
SELECT CASE WHEN count(*) = sum(CASE WHEN day IS NULL THEN 0 ELSE 1 END) THEN min(day) END AS day FROM (
  SELECT e.source_id, max(CASE WHEN e."at" >= CAST($1 AS TIMESTAMP) AND e."at" < CAST($2 AS TIMESTAMP) THEN CAST(e."at" AS DATE) END) AS day FROM f_event AS e
  WHERE e.superseded_by IS NULL AND e."at" >= CAST(CAST($1 AS DATE) - 56 AS TIMESTAMP) AND e."at" < CAST($2 AS TIMESTAMP) GROUP BY e.source_id) AS d ORDER BY 1
-- name: running_streams
-- Those that something came in for, and the wholes that a season is taken from, each before its slices: ids last, so they say nothing of the order.
SELECT t.stream_id, t.name, t.measure, t.theme_id, t.dimension, t.value, i.item, w.week, w.x, w.n
FROM d_stream AS t JOIN (
  SELECT o.stream_id, o.item, o.seasonal, min(o.stream_id) OVER (PARTITION BY m.measure, o.item) AS of_item FROM d_stream_item AS o JOIN d_stream AS m ON m.stream_id = o.stream_id) AS i
  ON i.stream_id = t.stream_id JOIN d_stream_week AS w ON w.stream_id = t.stream_id
WHERE t.stream_id IN (SELECT stream_id FROM d_stream_week WHERE week >= CAST($1 AS DATE))
  OR (i.seasonal AND t.dimension = 'all' AND t.measure IN ('theme', 'tickets', 'ticket_kind', 'sentiment', 'nps', 'csat', 'rating', 'late', 'reply', 'reopened', 'escalated', 'paid_late', 'churn', 'broken', 'ticket_csat', 'usage', 'usage_event'))
ORDER BY i.of_item, CASE WHEN t.dimension = 'all' THEN 0 ELSE 1 END, t.stream_id, w.week
-- name: running_last
-- The newest day of what is counted in these weeks.
SELECT max(day) AS day FROM (SELECT max(CAST(c."at" AS DATE)) AS day FROM d_comment AS c WHERE c."at" >= CAST($1 AS TIMESTAMP) AND c."at" < CAST($2 AS TIMESTAMP)
  UNION ALL SELECT max(CAST(t.created_at AS DATE)) FROM f_ticket AS t WHERE t.created_at >= CAST($1 AS TIMESTAMP) AND t.created_at < CAST($2 AS TIMESTAMP)
  UNION ALL SELECT max(CAST(r.recorded_at AS DATE)) FROM f_response AS r WHERE r.recorded_at >= CAST($1 AS TIMESTAMP) AND r.recorded_at < CAST($2 AS TIMESTAMP)
  UNION ALL SELECT max(CAST(r.answered_at AS DATE)) FROM f_answer AS r WHERE r.answered_at >= CAST($1 AS TIMESTAMP) AND r.answered_at < CAST($2 AS TIMESTAMP)
  UNION ALL SELECT max(d.delivered) FROM f_delivery AS d WHERE d.delivered >= CAST($1 AS DATE) AND d.delivered < CAST($2 AS DATE)
  UNION ALL SELECT max(i.paid) FROM f_invoice AS i WHERE i.paid >= CAST($1 AS DATE) AND i.paid < CAST($2 AS DATE)) AS d ORDER BY 1
-- name: drop_running_quotes
DELETE FROM d_signal_quote WHERE signal_id IN (SELECT signal_id FROM d_signal WHERE "at" >= CAST($1 AS DATE))
-- name: drop_running_with
DELETE FROM d_signal_with WHERE signal_id IN (SELECT signal_id FROM d_signal WHERE "at" >= CAST($1 AS DATE))
-- name: drop_running_accounts
DELETE FROM d_signal_account WHERE signal_id IN (SELECT signal_id FROM d_signal WHERE "at" >= CAST($1 AS DATE))
-- name: drop_running_more
DELETE FROM d_signal_more WHERE signal_id IN (SELECT signal_id FROM d_signal WHERE "at" >= CAST($1 AS DATE))
-- name: drop_running_signals
DELETE FROM d_signal WHERE "at" >= CAST($1 AS DATE)
-- name: drop_running_weeks
DELETE FROM d_stream_week WHERE week >= CAST($1 AS DATE) AND stream_id NOT IN (SELECT stream_id FROM d_signal WHERE "at" >= CAST($1 AS DATE))
-- name: clear_slice
DELETE FROM d_slice
-- name: clear_account_week
DELETE FROM d_account_week
-- name: clear_stream
DELETE FROM d_stream
-- name: clear_stream_week
DELETE FROM d_stream_week
-- name: clear_stream_item
DELETE FROM d_stream_item
-- name: clear_signal
DELETE FROM d_signal
-- name: clear_signal_more
DELETE FROM d_signal_more
-- name: clear_signal_account
DELETE FROM d_signal_account
-- name: clear_signal_quote
DELETE FROM d_signal_quote
-- name: clear_signal_with
DELETE FROM d_signal_with
-- name: clear_silence
DELETE FROM d_silence
-- name: clear_word
DELETE FROM d_word
-- name: clear_score_change
DELETE FROM d_score_change
-- name: clear_score_part
DELETE FROM d_score_part
