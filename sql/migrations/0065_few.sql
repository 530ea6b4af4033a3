-- 0065_few: effects where there is too little for the usual estimators, the way the second opinion was had, and limits of relative weights (doc/methods/effect.md, drivers.md).
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
