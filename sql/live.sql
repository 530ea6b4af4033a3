-- Who is who, for records that came in since the last whole run; and tasks, and jobs.
-- name: alias_fresh_fill
-- Those whose names are looked at: what came in since the last whole run or increment.
INSERT INTO d_alias_fresh SELECT n.alias_id FROM alias AS n WHERE NOT EXISTS (SELECT 1 FROM d_alias AS x WHERE x.alias_id = n.alias_id)
-- name: alias_fresh_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_alias_fresh
-- name: alias_fresh_done
DELETE FROM d_alias_fresh WHERE alias_id IN (SELECT alias_id FROM d_alias)
-- name: clear_alias_fresh
DELETE FROM d_alias_fresh
-- name: alias_more_id
-- A way of naming an account that its system has used before, for one account alone.  Only names of new records are gathered: there are few of them.
INSERT INTO d_alias SELECT n.alias_id, k.account_id, p.contact_id, k.probability, 'id'
FROM d_alias_fresh AS y JOIN alias AS n ON n.alias_id = y.alias_id
JOIN (SELECT a.source_id, a.account_id AS word, min(d.account_id) AS account_id, min(d.probability) AS probability FROM alias AS a JOIN d_alias AS d ON d.alias_id = a.alias_id
  WHERE a.account_id <> '' AND a.account_id IN (SELECT f.account_id FROM d_alias_fresh AS x JOIN alias AS f ON f.alias_id = x.alias_id) AND d.account_id IS NOT NULL
  GROUP BY a.source_id, a.account_id HAVING count(DISTINCT d.account_id) = 1) AS k ON k.source_id = n.source_id AND k.word = n.account_id
LEFT JOIN (SELECT lower(a.email) AS email, d.account_id, min(d.contact_id) AS contact_id FROM alias AS a JOIN d_alias AS d ON d.alias_id = a.alias_id
  WHERE a.email <> '' AND lower(a.email) IN (SELECT lower(f.email) FROM d_alias_fresh AS x JOIN alias AS f ON f.alias_id = x.alias_id WHERE f.email <> '') AND d.contact_id IS NOT NULL
  GROUP BY lower(a.email), d.account_id HAVING count(DISTINCT d.contact_id) = 1) AS p ON p.email = lower(n.email) AND p.account_id = k.account_id
-- name: alias_more_person
-- The system's own id of a person, known for one account alone; what hangs on a linked id does so further on.
INSERT INTO d_alias SELECT n.alias_id, k.account_id, k.contact_id, k.probability, k.how
FROM d_alias_fresh AS y JOIN alias AS n ON n.alias_id = y.alias_id
JOIN (SELECT a.source_id, a.person_id AS word, min(d.account_id) AS account_id, CASE WHEN count(DISTINCT d.contact_id) = 1 THEN min(d.contact_id) END AS contact_id, min(d.probability) AS probability,
    CASE WHEN count(CASE WHEN d.how = 'linked id' THEN 1 END) > 0 THEN 'linked id' ELSE 'id' END AS how
  FROM alias AS a JOIN d_alias AS d ON d.alias_id = a.alias_id
  WHERE a.person_id <> '' AND a.person_id IN (SELECT f.person_id FROM d_alias_fresh AS x JOIN alias AS f ON f.alias_id = x.alias_id) AND d.account_id IS NOT NULL
  GROUP BY a.source_id, a.person_id HAVING count(DISTINCT d.account_id) = 1) AS k ON k.source_id = n.source_id AND k.word = n.person_id
WHERE n.account_id = ''
-- name: alias_more_email
INSERT INTO d_alias SELECT n.alias_id, k.account_id, k.contact_id, k.probability, 'e-mail'
FROM d_alias_fresh AS y JOIN alias AS n ON n.alias_id = y.alias_id
JOIN (SELECT lower(a.email) AS email, min(d.account_id) AS account_id, CASE WHEN count(DISTINCT d.contact_id) = 1 THEN min(d.contact_id) END AS contact_id, min(d.probability) AS probability
  FROM alias AS a JOIN d_alias AS d ON d.alias_id = a.alias_id
  WHERE a.email <> '' AND lower(a.email) IN (SELECT lower(f.email) FROM d_alias_fresh AS x JOIN alias AS f ON f.alias_id = x.alias_id WHERE f.email <> '') AND d.account_id IS NOT NULL
  GROUP BY lower(a.email) HAVING count(DISTINCT d.account_id) = 1) AS k ON k.email = lower(n.email)
-- name: alias_more_same
-- Ways of naming a person by an id that its system says to be another's, or to have been one (identity_said); and whom each is of by now.
SELECT a.alias_id, a.source_id, a.person_id, a.account_id || a.account_name AS word, d.account_id, d.contact_id, d.probability, d.how
FROM alias AS a JOIN (SELECT f.source_id, l.person_id AS id FROM f_identity AS f JOIN alias AS l ON l.alias_id = f.alias_id WHERE f.superseded_by IS NULL AND f.previous_id <> '' AND l.person_id <> ''
  UNION SELECT f.source_id, f.previous_id FROM f_identity AS f WHERE f.superseded_by IS NULL AND f.previous_id <> '') AS i ON i.source_id = a.source_id AND i.id = a.person_id
LEFT JOIN d_alias AS d ON d.alias_id = a.alias_id ORDER BY a.alias_id
-- name: alias_more_put
INSERT INTO d_alias SELECT y.alias_id, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS DOUBLE PRECISION), $5 FROM d_alias_fresh AS y WHERE y.alias_id = CAST($1 AS BIGINT)
-- name: alias_more_take
-- One that was of nobody, or of somebody by a link that has proved to be none.
UPDATE d_alias SET account_id = CAST($2 AS BIGINT), contact_id = CAST($3 AS BIGINT), probability = CAST($4 AS DOUBLE PRECISION), how = $5 WHERE alias_id = CAST($1 AS BIGINT) AND (account_id IS NULL OR how = 'linked id')
-- name: alias_more_said
-- Ways of naming a company that a decision names, and whom each is of by now.
SELECT a.alias_id, a.source_id, a.account_id AS id, a.account_name AS name, d.account_id, d.contact_id, d.probability, d.how
FROM alias AS a JOIN source AS s ON s.source_id = a.source_id LEFT JOIN d_alias AS d ON d.alias_id = a.alias_id
WHERE EXISTS (SELECT 1 FROM (SELECT subject AS word FROM verdict WHERE stage = 'resolve' AND what <> 'undo' UNION SELECT object FROM verdict WHERE stage = 'resolve' AND what <> 'undo') AS v
  WHERE v.word <> '' AND v.word IN (a.account_id, a.account_name, a.account_id || ' @ ' || s.name, a.account_name || ' @ ' || s.name)) ORDER BY a.alias_id
-- name: alias_more_none
INSERT INTO d_alias SELECT y.alias_id, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), 0, 'none' FROM d_alias_fresh AS y
-- name: task_detractors
SELECT c.account_id, a.name AS account, c."at", c.score, c.text, coalesce(t.name, '') AS cause, CAST(0 AS BIGINT) AS span_from, CAST(-1 AS BIGINT) AS span_to
FROM d_comment AS c JOIN d_account AS a ON a.account_id = c.account_id LEFT JOIN d_code AS k ON k.account_id = c.account_id AND k.comment_id = c.comment_id AND k.seq = 1 AND k.kind = 'theme'
LEFT JOIN d_theme AS t ON t.theme_id = k.theme_id
WHERE c.account_id > 0 AND c.score IS NOT NULL AND c.score <= CAST($2 AS BIGINT) AND c."at" > CAST($1 AS TIMESTAMP) ORDER BY c."at", c.comment_id
-- name: task_broken
SELECT c.account_id, a.name AS account, c."at", c.score, c.text, CASE WHEN e.topic = '' THEN e.kind ELSE e.topic END AS cause, e.span_from, e.span_to
FROM d_expect_said AS e JOIN d_comment AS c ON c.account_id = e.account_id AND c.comment_id = e.comment_id JOIN d_account AS a ON a.account_id = c.account_id
WHERE c.account_id > 0 AND e.polarity = 'disappointed' AND e.kind IN ('promise', 'expectation', 'norm') AND c."at" > CAST($1 AS TIMESTAMP) ORDER BY c."at", c.comment_id, e.seq
-- name: task_signals
SELECT t.name AS cause, t.measure, g.kind, CAST(g.detected_at AS TIMESTAMP) AS "at", coalesce(m.revenue, 0) AS money, coalesce(m.affected, g.accounts) AS accounts, coalesce(c.text, '') AS text, coalesce(h.sentiment, 0) AS sentiment, g.q
FROM d_signal AS g JOIN d_stream AS t ON t.stream_id = g.stream_id LEFT JOIN d_theme AS h ON h.theme_id = t.theme_id LEFT JOIN d_signal_more AS m ON m.signal_id = g.signal_id
LEFT JOIN (SELECT q.signal_id, min(q.rank) AS rank FROM d_signal_quote AS q JOIN d_account AS a ON a.account_id = q.account_id LEFT JOIN voice_permission AS p ON p.name = a.name
  WHERE coalesce(p.what, '') <> 'forbid' GROUP BY q.signal_id) AS f ON f.signal_id = g.signal_id
LEFT JOIN d_signal_quote AS q ON q.signal_id = f.signal_id AND q.rank = f.rank LEFT JOIN d_comment AS c ON c.account_id = q.account_id AND c.comment_id = q.comment_id
WHERE CAST(g.detected_at AS TIMESTAMP) > CAST($1 AS TIMESTAMP) ORDER BY g.detected_at, t.name, g.kind, g.signal_id
-- name: task_list
-- Every task with how it ended: the last decision about it that was not taken back.  The words of those who forbid it are shown to nobody.
SELECT t.task_id, t.rule, t.account_id, t.account, t.cause, CASE WHEN coalesce(g.what, '') = 'forbid' THEN '' ELSE t.words END AS words, coalesce(g.what, '') AS granted, t.score, t.money, t.owner, t.said_n, t.said_at, t.said_same, t.made_at, t.escalated_at,
  v.verdict_id AS decision, v.object AS outcome, v.who, v.decided_at
FROM task AS t LEFT JOIN (SELECT d.subject, max(d.verdict_id) AS verdict_id FROM verdict AS d WHERE d.stage = 'task' AND d.what = 'done'
  AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'task' AND u.what = 'undo' AND u.subject = CAST(d.verdict_id AS TEXT)) GROUP BY d.subject) AS l ON l.subject = CAST(t.task_id AS TEXT)
LEFT JOIN verdict AS v ON v.verdict_id = l.verdict_id
LEFT JOIN d_account AS a ON a.account_id = t.account_id LEFT JOIN voice_permission AS g ON g.name = coalesce(a.name, t.account) ORDER BY t.task_id
-- name: task_rules
-- Who does it and what is proposed, as people have said; the last word about each counts.
SELECT d.what, d.subject, d.object FROM verdict AS d WHERE d.stage = 'task' AND d.what IN ('owner', 'reply')
  AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'task' AND u.what = 'undo' AND u.subject = CAST(d.verdict_id AS TEXT)) ORDER BY d.verdict_id
-- name: task_places
SELECT account_id, segment, region FROM d_account ORDER BY account_id
-- name: task_more
-- Who was named since; nobody is taken a task from.
UPDATE task SET said_n = CAST($2 AS BIGINT), said_at = CAST($3 AS TIMESTAMP), said_same = CAST($4 AS BIGINT), owner = CASE WHEN owner = '' THEN $5 ELSE owner END WHERE task_id = CAST($1 AS BIGINT)
-- name: task_escalate
UPDATE task SET escalated_at = CAST($2 AS TIMESTAMP) WHERE task_id = CAST($1 AS BIGINT) AND escalated_at IS NULL
-- name: task_exists
SELECT CAST(count(*) AS BIGINT) AS n FROM task WHERE task_id = CAST($1 AS BIGINT)
-- name: task_history
-- What is known of an account when a task of it is looked at.
SELECT CAST(count(*) AS BIGINT) AS comments, max(c."at") AS last_at, CAST(count(c.score) AS BIGINT) AS scores, avg(CAST(c.score AS DOUBLE PRECISION)) AS score
FROM d_comment AS c WHERE c.account_id = CAST($1 AS BIGINT) AND c."at" > CAST($2 AS TIMESTAMP) HAVING count(*) >= 0 ORDER BY 1
-- name: task_account
SELECT account_id AS n FROM task WHERE task_id = CAST($1 AS BIGINT) ORDER BY 1
-- name: task_ends
-- Every end of a task that somebody ever decided, taken back or not.
SELECT d.verdict_id, t.task_id, t.account_id FROM verdict AS d JOIN task AS t ON CAST(t.task_id AS TEXT) = d.subject WHERE d.stage = 'task' AND d.what = 'done' ORDER BY d.verdict_id
-- name: job_list
SELECT job_id, kind, who, started_at, ended_at, state, detail FROM job ORDER BY job_id DESC
-- name: job_next
SELECT CAST(coalesce(max(job_id), 0) + 1 AS BIGINT) AS n FROM job
-- name: job_put
INSERT INTO job (job_id, kind, who, started_at, ended_at, state, detail) VALUES (CAST($1 AS BIGINT), $2, $3, CAST($4 AS TIMESTAMP), NULL, 'running', '')
-- name: job_end
UPDATE job SET ended_at = CAST($2 AS TIMESTAMP), state = $3, detail = $4 WHERE job_id = CAST($1 AS BIGINT)
-- name: job_lost
-- Of a server that ended before its job did.
UPDATE job SET state = 'lost', ended_at = started_at WHERE state = 'running'
-- name: job_last
SELECT max(started_at) AS "at" FROM job WHERE kind = $1 AND state IN ('done', 'running') HAVING max(started_at) IS NOT NULL ORDER BY 1
-- name: notice_queue_webhook
INSERT INTO notice SELECT (SELECT coalesce(max(notice_id), 0) FROM notice) + row_number() OVER (ORDER BY t.task_id, t.why), t.task_id, t.why, 'webhook', '', CAST($1 AS TIMESTAMP), CAST($1 AS TIMESTAMP), 0, CAST(NULL AS TIMESTAMP), ''
FROM (SELECT task_id, 'made' AS why FROM task WHERE made_at > CAST($2 AS TIMESTAMP) UNION ALL SELECT task_id, 'escalated' FROM task WHERE escalated_at > CAST($2 AS TIMESTAMP)) AS t
WHERE NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.task_id = t.task_id AND n.why = t.why AND n.way = 'webhook')
-- name: notice_queue_mail
-- To the owner; of a task that was passed on, to the one last named for that.
INSERT INTO notice SELECT (SELECT coalesce(max(notice_id), 0) FROM notice) + row_number() OVER (ORDER BY t.task_id, t.why), t.task_id, t.why, 'e-mail', t.address, CAST($1 AS TIMESTAMP), CAST($1 AS TIMESTAMP), 0, CAST(NULL AS TIMESTAMP), ''
FROM (SELECT task_id, 'made' AS why, owner AS address FROM task WHERE made_at > CAST($2 AS TIMESTAMP) UNION ALL SELECT k.task_id, 'escalated', d.object FROM task AS k JOIN verdict AS d ON d.stage = 'task' AND d.what = 'owner' AND d.subject = 'escalation'
    AND d.verdict_id = (SELECT max(e.verdict_id) FROM verdict AS e WHERE e.stage = 'task' AND e.what = 'owner' AND e.subject = 'escalation'
      AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'task' AND u.what = 'undo' AND u.subject = CAST(e.verdict_id AS TEXT))) WHERE k.escalated_at > CAST($2 AS TIMESTAMP)) AS t
WHERE t.address LIKE '%_@_%' AND NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.task_id = t.task_id AND n.why = t.why AND n.way = 'e-mail')
-- name: notice_due
SELECT n.notice_id, n.task_id, n.why, n.way, n.address, n.tries, t.rule, t.account, t.cause, CASE WHEN coalesce(g.what, '') = 'forbid' THEN '' ELSE t.words END AS words, t.score, t.money, t.owner
FROM notice AS n JOIN task AS t ON t.task_id = n.task_id LEFT JOIN d_account AS a ON a.account_id = t.account_id LEFT JOIN voice_permission AS g ON g.name = coalesce(a.name, t.account)
WHERE n.why <> 'report' AND n.sent_at IS NULL AND n.next_at <= CAST($1 AS TIMESTAMP) AND n.tries < CAST($2 AS BIGINT) ORDER BY n.next_at, n.notice_id LIMIT CAST($3 AS BIGINT)
-- name: notice_sent
UPDATE notice SET sent_at = CAST($2 AS TIMESTAMP), tries = CAST($3 AS BIGINT), failed = '' WHERE notice_id = CAST($1 AS BIGINT)
-- name: notice_failed
UPDATE notice SET next_at = CAST($2 AS TIMESTAMP), tries = CAST($3 AS BIGINT), failed = $4 WHERE notice_id = CAST($1 AS BIGINT)
-- name: notice_list
SELECT notice_id, task_id, why, way, address, queued_at, next_at, tries, sent_at, failed FROM notice ORDER BY notice_id DESC LIMIT CAST($1 AS BIGINT) OFFSET CAST($2 AS BIGINT)
-- name: notice_count
SELECT CAST(count(*) AS BIGINT) AS n FROM notice
-- name: job_report
-- The weekly report that a job wrote.
SELECT detail FROM job WHERE job_id = CAST($1 AS BIGINT) AND kind = 'weekly' AND state = 'done' ORDER BY job_id
-- name: notice_reports
-- Reports that were written lately, and who is to have them: the last word about it.
SELECT j.job_id, d.object AS people FROM job AS j JOIN verdict AS d ON d.stage = 'task' AND d.what = 'owner' AND d.subject = 'report'
  AND d.verdict_id = (SELECT max(e.verdict_id) FROM verdict AS e WHERE e.stage = 'task' AND e.what = 'owner' AND e.subject = 'report'
    AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'task' AND u.what = 'undo' AND u.subject = CAST(e.verdict_id AS TEXT)))
WHERE j.kind = 'weekly' AND j.state = 'done' AND j.ended_at > CAST($1 AS TIMESTAMP) ORDER BY j.job_id
-- name: notice_queue_report
INSERT INTO notice SELECT (SELECT coalesce(max(notice_id), 0) FROM notice) + 1, CAST($2 AS BIGINT), 'report', 'e-mail', $3, CAST($1 AS TIMESTAMP), CAST($1 AS TIMESTAMP), 0, CAST(NULL AS TIMESTAMP), ''
WHERE NOT EXISTS (SELECT 1 FROM notice AS n WHERE n.task_id = CAST($2 AS BIGINT) AND n.why = 'report' AND n.address = $3)
-- name: notice_due_reports
SELECT n.notice_id, n.task_id, n.address, n.tries, j.detail FROM notice AS n JOIN job AS j ON j.job_id = n.task_id
WHERE n.why = 'report' AND n.sent_at IS NULL AND n.next_at <= CAST($1 AS TIMESTAMP) AND n.tries < CAST($2 AS BIGINT) ORDER BY n.next_at, n.notice_id LIMIT CAST($3 AS BIGINT)
-- name: task_issue_owners
-- Whose an issue is that a task's cause belongs to, and the first who owns that unit here, where somebody does.
SELECT c.rule, c.cause, c.unit, coalesce(p.email, p.name, '') AS who FROM (
  SELECT 'detractor' AS rule, h.name AS cause, coalesce(w.owner, i.owner) AS unit FROM d_issue AS i JOIN d_theme AS h ON h.theme_id = i.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id
  UNION SELECT 'signal', r.name, coalesce(w.owner, i.owner) FROM d_stream AS r JOIN d_issue AS i ON i.theme_id = r.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id) AS c
LEFT JOIN (SELECT lower(s.value) AS unit, min(l.login_id) AS login_id FROM login_sees AS s JOIN login AS l ON l.login_id = s.login_id
  WHERE s.what = 'unit' AND l.role = 'unit' AND l.removed_at IS NULL GROUP BY lower(s.value)) AS m ON m.unit = lower(c.unit)
LEFT JOIN login AS p ON p.login_id = m.login_id WHERE coalesce(c.unit, '') <> '' ORDER BY c.rule, c.cause, c.unit
-- name: task_managers
-- Account managers by account, the nearest rule first: the account, its family, its segment, its region, its country.
SELECT x.account_id, x.level, l.login_id, coalesce(l.email, l.name) AS who FROM (
  SELECT a.account_id, 1 AS level, s.login_id FROM login_sees AS s JOIN d_account AS a ON lower(a.name) = lower(s.value) WHERE s.what = 'account'
  UNION SELECT d.account_id, 1, s.login_id FROM login_sees AS s JOIN (SELECT b.alias_id, lower(b.account_id || ' @ ' || o.name) AS word FROM alias AS b JOIN source AS o ON o.source_id = b.source_id WHERE b.account_id <> '') AS n ON n.word = lower(s.value)
    JOIN d_alias AS d ON d.alias_id = n.alias_id WHERE s.what = 'account' AND d.account_id IS NOT NULL
  UNION SELECT f.account_id, 2, s.login_id FROM login_sees AS s JOIN d_account AS t ON lower(t.name) = lower(s.value) JOIN d_family AS f ON f.top_id = t.account_id WHERE s.what = 'family'
  UNION SELECT a.account_id, 3, s.login_id FROM login_sees AS s JOIN d_account AS a ON lower(a.segment) = lower(s.value) WHERE s.what = 'segment'
  UNION SELECT a.account_id, 4, s.login_id FROM login_sees AS s JOIN d_account AS a ON lower(a.region) = lower(s.value) WHERE s.what = 'region'
  UNION SELECT a.account_id, 5, s.login_id FROM login_sees AS s JOIN d_account AS a ON lower(a.country) = lower(s.value) WHERE s.what = 'country') AS x
JOIN login AS l ON l.login_id = x.login_id WHERE l.role = 'manager' AND l.removed_at IS NULL ORDER BY x.account_id, x.level, l.login_id
