-- name: login_all
SELECT login_id, name, role, password, changed, made_at, coalesce(email, '') AS email FROM login WHERE removed_at IS NULL ORDER BY login_id
-- name: login_sees_all
SELECT s.login_id, s.seq, s.what, s.value FROM login_sees AS s JOIN login AS l ON l.login_id = s.login_id WHERE l.removed_at IS NULL ORDER BY s.login_id, s.seq
-- name: login_max
SELECT CAST(coalesce(max(login_id), 0) AS BIGINT) AS n FROM login
-- name: login_named
SELECT login_id, name, role, password, changed FROM login WHERE lower(name) = lower($1) AND removed_at IS NULL ORDER BY login_id
-- name: login_add
INSERT INTO login (login_id, name, role, password, made_at, changed) VALUES (CAST($1 AS BIGINT), $2, $3, $4, CAST($5 AS TIMESTAMP), 1)
-- name: login_set_role
UPDATE login SET role = $2, changed = changed + 1 WHERE login_id = CAST($1 AS BIGINT)
-- name: login_set_password
UPDATE login SET password = $2, changed = changed + 1 WHERE login_id = CAST($1 AS BIGINT)
-- name: login_remove
UPDATE login SET removed_at = CAST($2 AS TIMESTAMP), password = '', changed = changed + 1 WHERE login_id = CAST($1 AS BIGINT)
-- name: login_set_email
UPDATE login SET email = nullif(CAST($2 AS TEXT), '') WHERE login_id = CAST($1 AS BIGINT)
-- name: login_touch
UPDATE login SET changed = changed + 1 WHERE login_id = CAST($1 AS BIGINT)
-- name: link_all
SELECT k.issuer, k.subject, k.login_id FROM login_link AS k JOIN login AS l ON l.login_id = k.login_id WHERE l.removed_at IS NULL ORDER BY k.issuer, k.subject
-- name: link_add
INSERT INTO login_link (issuer, subject, login_id, email, made_at) VALUES ($1, $2, CAST($3 AS BIGINT), $4, CAST($5 AS TIMESTAMP))
-- name: link_drop
DELETE FROM login_link WHERE login_id = CAST($1 AS BIGINT)
-- name: login_sees_clear
DELETE FROM login_sees WHERE login_id = CAST($1 AS BIGINT)
-- name: login_sees_add
INSERT INTO login_sees (login_id, seq, what, value) VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3, $4)
-- name: token_all
SELECT t.token_id, t.login_id, l.name AS login, t.name, t.scopes, t.hash, t.made_at, t.expires_at FROM login_token AS t JOIN login AS l ON l.login_id = t.login_id
WHERE t.revoked_at IS NULL AND l.removed_at IS NULL ORDER BY t.token_id
-- name: token_max
SELECT CAST(coalesce(max(token_id), 0) AS BIGINT) AS n FROM login_token
-- name: token_add
INSERT INTO login_token (token_id, login_id, name, scopes, hash, made_at, expires_at)
VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), $3, $4, $5, CAST($6 AS TIMESTAMP), CAST($7 AS TIMESTAMP))
-- name: token_revoke
UPDATE login_token SET revoked_at = CAST($2 AS TIMESTAMP) WHERE token_id = CAST($1 AS BIGINT) AND revoked_at IS NULL
-- name: token_revoke_of
UPDATE login_token SET revoked_at = CAST($2 AS TIMESTAMP) WHERE login_id = CAST($1 AS BIGINT) AND revoked_at IS NULL
-- name: trail_max
SELECT CAST(coalesce(max(trail_id), 0) AS BIGINT) AS n FROM login_trail
-- name: trail_put
INSERT INTO login_trail (trail_id, "at", who, how, address, route, what, status)
VALUES (CAST($1 AS BIGINT), CAST($2 AS TIMESTAMP), $3, $4, $5, $6, $7, 200)
-- name: trail_count
SELECT CAST(count(*) AS BIGINT) AS n FROM login_trail WHERE CAST($1 AS TEXT) = '' OR lower(who) = lower($1)
-- name: trail_list
SELECT trail_id, "at", who, how, address, route, what, status FROM login_trail WHERE CAST($1 AS TEXT) = '' OR lower(who) = lower($1)
ORDER BY trail_id DESC LIMIT CAST($2 AS BIGINT) OFFSET CAST($3 AS BIGINT)
-- name: setting_last
-- The last change of an assumption that was not taken back, behind the one that is asked about.
SELECT CAST(coalesce(max(v.verdict_id), 0) AS BIGINT) AS n FROM verdict AS v WHERE v.stage = 'setting' AND v.what = 'set' AND v.subject = $1
  AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'setting' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT))
-- name: setting_verdict
SELECT v.subject, v.object, CAST(CASE WHEN EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'setting' AND u.what = 'undo' AND u.subject = CAST(v.verdict_id AS TEXT)) THEN 1 ELSE 0 END AS BIGINT) AS undone
FROM verdict AS v WHERE v.verdict_id = CAST($1 AS BIGINT) AND v.stage = 'setting' AND v.what = 'set' ORDER BY v.verdict_id
-- name: setting_drop
DELETE FROM setting WHERE name = $1
-- name: scope_tables
SELECT table_catalog, table_schema, table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_catalog = current_database() ORDER BY table_name
-- name: book_columns
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_catalog = current_database() ORDER BY table_name, ordinal_position
-- name: scope_accounts
-- The accounts that an account manager's rules name; a name that is no account's names none.
SELECT DISTINCT a.account_id AS id FROM d_account AS a JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT)
WHERE (s.what = 'account' AND lower(a.name) = lower(s.value)) OR (s.what = 'segment' AND lower(a.segment) = lower(s.value))
   OR (s.what = 'region' AND lower(a.region) = lower(s.value)) OR (s.what = 'country' AND lower(a.country) = lower(s.value))
   OR (s.what = 'account' AND EXISTS (SELECT 1 FROM d_alias AS d JOIN alias AS l ON l.alias_id = d.alias_id JOIN source AS o ON o.source_id = l.source_id
         WHERE d.account_id = a.account_id AND l.account_id <> '' AND lower(l.account_id || ' @ ' || o.name) = lower(s.value)))
   OR (s.what = 'family' AND EXISTS (SELECT 1 FROM d_family AS f JOIN d_account AS t ON t.account_id = f.top_id WHERE f.account_id = a.account_id AND lower(t.name) = lower(s.value)))
ORDER BY id
-- name: scope_issues
SELECT DISTINCT i.issue_id AS id FROM d_issue AS i LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(coalesce(w.owner, i.owner)) = lower(s.value) ORDER BY id
-- name: scope_themes
SELECT DISTINCT i.theme_id AS id FROM d_issue AS i LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(coalesce(w.owner, i.owner)) = lower(s.value)
WHERE i.theme_id IS NOT NULL ORDER BY id
-- name: scope_exposed
-- Whom a unit's issues met, and who spoke about them.
SELECT DISTINCT e.account_id AS id FROM (
  SELECT account_id, issue_id FROM d_exposed_now UNION ALL SELECT account_id, issue_id FROM d_exposure UNION ALL SELECT account_id, issue_id FROM d_evidence
  UNION ALL SELECT q.account_id, o.issue_id FROM d_quote AS q JOIN d_issue AS o ON o.theme_id = q.theme_id) AS e
JOIN d_issue AS i ON i.issue_id = e.issue_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(coalesce(w.owner, i.owner)) = lower(s.value) ORDER BY id
-- name: scope_metrics
SELECT DISTINCT m.metric_id AS id FROM d_metric AS m JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(m.unit) = lower(s.value) ORDER BY id
-- name: scope_actions
SELECT DISTINCT x.action_id AS id FROM d_action AS x JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(x.unit) = lower(s.value) ORDER BY id
-- name: scope_audits
SELECT DISTINCT x.audit_id AS id FROM d_action AS x JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(x.unit) = lower(s.value)
WHERE x.audit_id IS NOT NULL ORDER BY id
-- name: scope_streams
SELECT DISTINCT t.stream_id AS id FROM d_stream AS t JOIN d_issue AS i ON i.theme_id = t.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(coalesce(w.owner, i.owner)) = lower(s.value) ORDER BY id
-- name: scope_tasks
-- Of a theme or a stream of the unit's, by name; of a broken expectation when the sentence it was made of stands in a comment on such a theme.
SELECT x.id, x.account_id FROM (
  SELECT t.task_id AS id, t.account_id, coalesce(w.owner, i.owner) AS owner FROM task AS t JOIN d_theme AS h ON h.name = t.cause JOIN d_issue AS i ON i.theme_id = h.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id WHERE t.rule = 'detractor'
  UNION ALL SELECT t.task_id, t.account_id, coalesce(w.owner, i.owner) AS owner FROM task AS t JOIN d_stream AS r ON r.name = t.cause JOIN d_issue AS i ON i.theme_id = r.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id WHERE t.rule = 'signal'
  UNION ALL SELECT t.task_id, t.account_id, coalesce(w.owner, i.owner) AS owner FROM task AS t JOIN d_expect_said AS e ON e.account_id = t.account_id AND CASE WHEN e.topic = '' THEN e.kind ELSE e.topic END = t.cause
    JOIN d_comment AS c ON c.account_id = e.account_id AND c.comment_id = e.comment_id JOIN d_code AS k ON k.account_id = e.account_id AND k.comment_id = e.comment_id AND k.kind = 'theme'
    JOIN d_issue AS i ON i.theme_id = k.theme_id LEFT JOIN d_issue_owner AS w ON w.issue_id = i.issue_id WHERE t.rule = 'broken' AND e.polarity = 'disappointed' AND t.words <> '' AND strpos(c.text, t.words) > 0) AS x
JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(x.owner) = lower(s.value) GROUP BY x.id, x.account_id ORDER BY x.id
-- name: scope_words
-- Decisions that tell of no customer but that it may, or may not, be quoted: how far, the replies to all, to whom old tasks are passed on, what a manager said of his own renewals, and what was taken back of it.
SELECT verdict_id AS id FROM verdict WHERE CAST($1 AS BIGINT) > 0 AND ((stage = 'voices' AND what IN ('permit', 'forbid', 'inside', 'undo'))
  OR (stage = 'task' AND (what IN ('reply', 'undo') OR (what = 'owner' AND subject = 'escalation')))
  OR (stage = 'forecast' AND who = (SELECT g.name FROM login AS g WHERE g.login_id = CAST($1 AS BIGINT)))
  OR (stage = 'act' AND (what = 'undo' OR lower(subject) IN (
    SELECT lower(x.name) FROM d_action AS x JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(x.unit) = lower(s.value)
    UNION SELECT lower(w.subject) FROM verdict AS w JOIN login_sees AS s ON s.login_id = CAST($1 AS BIGINT) AND s.what = 'unit' AND lower(w.object) = 'unit=' || lower(s.value)
    WHERE w.stage = 'act' AND w.what = 'set' AND NOT EXISTS (
      SELECT 1 FROM verdict AS z WHERE z.stage = 'act' AND z.what = 'set' AND lower(z.subject) = lower(w.subject) AND lower(z.object) LIKE 'unit=%' AND z.verdict_id > w.verdict_id))))) ORDER BY verdict_id
-- name: once_list
SELECT key, request, began_at, status, body FROM login_once WHERE began_at > CAST($1 AS TIMESTAMP) ORDER BY began_at, key
-- name: once_begin
INSERT INTO login_once (key, request, began_at, status, body) VALUES (CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TIMESTAMP), NULL, '')
-- name: once_old
DELETE FROM login_once WHERE began_at <= CAST($1 AS TIMESTAMP)
-- name: once_drop
DELETE FROM login_once WHERE key = CAST($1 AS BIGINT)
-- name: once_done
UPDATE login_once SET status = CAST($2 AS BIGINT), body = $3 WHERE key = CAST($1 AS BIGINT)
