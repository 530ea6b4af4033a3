-- 0044_value_part: how sure an issue's money is, what its interval is made of, and what it rests on (doc/methods/money.md).
CREATE TABLE d_value_part (          -- value: of each issue that has a cost
--@postgres
  PRIMARY KEY (issue_id, part),
--@all
  issue_id   BIGINT NOT NULL,
  part       TEXT NOT NULL,            -- loss | effect | exposure | chances | account
  cost       BIGINT NOT NULL,          -- loss: half of the futures cost more; effect, exposure, chances: the mean with only this drawn; account: without it
  low        BIGINT,                   -- loss: nine of ten futures cost more; effect, exposure, chances: the interval with only this drawn
  high       BIGINT,                   -- loss: one of ten costs more
  share      DOUBLE PRECISION,         -- loss: futures in which it costs anything; account: the account's part of the cost
  account_id BIGINT                    -- account: whose money weighs most in it
);
