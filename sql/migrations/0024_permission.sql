-- 0024_permission: how far an account may be quoted can be taken back, and set to what it is for everybody ('inside').
CREATE OR REPLACE VIEW voice_permission AS      -- the last word on each account that was not taken back: permit | forbid | inside
  SELECT v.subject AS name, v.what, v.verdict_id, v.who, v.decided_at FROM verdict AS v
  JOIN (SELECT d.subject, max(d.verdict_id) AS last FROM verdict AS d WHERE d.stage = 'voices' AND d.what IN ('permit', 'forbid', 'inside')
    AND NOT EXISTS (SELECT 1 FROM verdict AS u WHERE u.stage = 'voices' AND u.what = 'undo' AND u.subject = CAST(d.verdict_id AS TEXT)) GROUP BY d.subject) AS m ON m.last = v.verdict_id;
