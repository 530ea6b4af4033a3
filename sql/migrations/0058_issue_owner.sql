-- 0058_issue_owner: who can do something about an issue.
CREATE TABLE d_issue_owner (         -- act
  issue_id BIGINT PRIMARY KEY,
  owner    TEXT NOT NULL,            -- a unit, as initiatives and scorecards name it
  how      TEXT NOT NULL,            -- said | action | metric
  why      TEXT NOT NULL             -- in words
);
