-- 0049_lot: accounts drawn by lot for an action, and what an audit of one that has not begun would take (doc/methods/planning.md).
CREATE TABLE lot (                   -- act (act/lot.h): a draw, which stands as long as its decision does
  verdict_id BIGINT NOT NULL,          -- the decision: stage 'act', what 'lot', subject the action
  start_date DATE NOT NULL,            -- of the first wave
  seed       BIGINT NOT NULL,          -- of the generator that shuffled
  hold_out   DOUBLE PRECISION NOT NULL, -- share left out
  waves      BIGINT NOT NULL,
  every      BIGINT NOT NULL,          -- months from wave to wave
  PRIMARY KEY (verdict_id)
);
CREATE TABLE lot_account (           -- act: which account was drawn into what, never changed
  verdict_id BIGINT NOT NULL,
  alias_id   BIGINT NOT NULL,          -- of the account when it was drawn; the account it belongs to now is d_alias's
  wave       BIGINT NOT NULL,          -- 0: held out; 1..: reached with that wave
  PRIMARY KEY (verdict_id, alias_id)
);
CREATE TABLE d_plan (                -- act: ways of bringing an action that has not begun to its accounts, and when its audit could tell
--@postgres
  PRIMARY KEY (action_id, seq),
--@all
  action_id BIGINT NOT NULL,
  seq       BIGINT NOT NULL,
  way       TEXT NOT NULL,             -- country | hold-out | steps
  hold_out  DOUBLE PRECISION,          -- hold-out: share of the accounts left out by lot
  waves     BIGINT,                    -- steps: so many, by lot
  every     BIGINT,                    -- steps: months from wave to wave
  reached   BIGINT NOT NULL,           -- accounts
  others    BIGINT NOT NULL,           -- accounts it is compared with; steps: 0, those whose wave is to come
  level     DOUBLE PRECISION NOT NULL, -- of the measure in the last year
  wanted    DOUBLE PRECISION NOT NULL, -- the effect to be seen
  months    DOUBLE PRECISION,          -- after the first start until it is seen with power 0.8; none: not within a year
  units     DOUBLE PRECISION           -- in that case: so many times the accounts would do
);
