-- 0054_money: which issues are the consequence of which others, so that no loss is charged twice.
CREATE TABLE d_issue_after (         -- link: in the 60 days behind an event of the cause an account meets the issue clearly more often than before
  issue_id BIGINT NOT NULL,
  cause_id BIGINT NOT NULL,
  behind BIGINT NOT NULL,            -- pairs of events, the issue's behind the cause's
  before BIGINT NOT NULL,
  z DOUBLE PRECISION NOT NULL        -- over accounts
);
