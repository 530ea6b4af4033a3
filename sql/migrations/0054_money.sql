-- 0054_money: which issues are the consequence of which others, so that no loss is charged twice; what issues cost to serve; doubt of annuities.
CREATE TABLE d_issue_after (         -- link: in the 60 days behind an event of the cause an account meets the issue clearly more often than before
  issue_id BIGINT NOT NULL,
  cause_id BIGINT NOT NULL,
  behind BIGINT NOT NULL,            -- pairs of events, the issue's behind the cause's
  before BIGINT NOT NULL,
  z DOUBLE PRECISION NOT NULL        -- over accounts
);
CREATE TABLE d_issue_year (          -- link: how often an issue was met in the year to the as-of day
  issue_id BIGINT NOT NULL,
  episodes BIGINT NOT NULL,          -- an event and the 60 days behind it, as the effect on handling counts them
  accounts BIGINT NOT NULL
);
CREATE TABLE d_serve (               -- value: what an issue costs to serve in a year; minor units
  issue_id BIGINT NOT NULL,
  tickets BIGINT NOT NULL,           -- on its theme or under its rule, each once
  certain BIGINT NOT NULL,           -- their handling
  episodes BIGINT NOT NULL,
  estimated BIGINT,                  -- effect on handling x episodes, with 95 %; NULL: not told
  estimated_low BIGINT,
  estimated_high BIGINT,
  serve BIGINT NOT NULL,             -- certain, and what is estimated beyond
  serve_low BIGINT NOT NULL,
  serve_high BIGINT NOT NULL,
  grade TEXT NOT NULL                -- of the estimate; '' where there is none
);
CREATE TABLE d_annuity_more (        -- value: beside d_annuity; year 0: the years together
  issue_id BIGINT NOT NULL,
  year BIGINT NOT NULL,
  extra DOUBLE PRECISION NOT NULL,   -- of its contacts, those that are estimated from the effect, not counted
  present_low BIGINT NOT NULL,       -- 95 %
  present_high BIGINT NOT NULL
);
