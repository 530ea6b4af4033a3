-- 0065_few: effects where there is too little for the usual estimators, the way the second opinion was had, limits of relative weights, and how long
-- accounts stay with and without an issue (doc/methods/effect.md, drivers.md, survival.md).
ALTER TABLE d_effect_more ADD COLUMN second_way TEXT;  -- how `second` was estimated; NULL: not asked
ALTER TABLE d_driver ADD COLUMN weight_low DOUBLE PRECISION;   -- of the relative weight, from the draws of the share's limits
ALTER TABLE d_driver ADD COLUMN weight_high DOUBLE PRECISION;
CREATE TABLE d_effect_few (          -- link: of yes/no outcomes, beside rows of d_effect with grade D
  issue_id      BIGINT NOT NULL,
  outcome       TEXT NOT NULL,
--@postgres
  PRIMARY KEY (issue_id, outcome),
--@all
  estimate      DOUBLE PRECISION NOT NULL,  -- change in the probability of the outcome, as in d_effect
  low           DOUBLE PRECISION NOT NULL,
  high          DOUBLE PRECISION NOT NULL,
  p             DOUBLE PRECISION NOT NULL,
  log_odds      DOUBLE PRECISION NOT NULL,
  log_odds_low  DOUBLE PRECISION,           -- NULL: no end to it
  log_odds_high DOUBLE PRECISION,
  inflation     DOUBLE PRECISION NOT NULL,  -- what decisions of one company take from what the likelihood tells, 1: nothing
  method        TEXT NOT NULL
);
CREATE TABLE d_stay_test (           -- link: accounts that met an issue before a landmark beside those that did not, one row an issue
  issue_id BIGINT NOT NULL,
--@postgres
  PRIMARY KEY (issue_id),
--@all
  landmark DATE NOT NULL,            -- followed from it on
  n_not    BIGINT NOT NULL,          -- accounts
  n_met    BIGINT NOT NULL,
  lost_not BIGINT NOT NULL,          -- of them lost since
  lost_met BIGINT NOT NULL,
  chi2     DOUBLE PRECISION,         -- log-rank, one degree of freedom; NULL: not asked
  p        DOUBLE PRECISION,
  note     TEXT NOT NULL             -- why not
);
CREATE TABLE d_stay_curve (          -- link: the two curves, every 30 days
  issue_id BIGINT NOT NULL,
  met      BIGINT NOT NULL,          -- 1: met it
  day      BIGINT NOT NULL,          -- since the landmark
--@postgres
  PRIMARY KEY (issue_id, met, day),
--@all
  at_risk  BIGINT NOT NULL,
  share    DOUBLE PRECISION NOT NULL, -- still customers, Kaplan-Meier
  low      DOUBLE PRECISION,
  high     DOUBLE PRECISION
);
