-- What could be done and what it would be worth; what an account will do, and what it is worth.
CREATE TABLE d_issue_draw (          -- value: the cost of doing nothing, drawn; one row an issue told apart and a draw
  issue_id BIGINT NOT NULL,
  draw     BIGINT NOT NULL,          -- from 1; the same number is the same draw for every issue
  cost     BIGINT NOT NULL,          -- minor units over the horizon: this issue's share of the joint figure
  PRIMARY KEY (issue_id, draw)
);
CREATE TABLE d_option (              -- act: ways of mending an issue, as a person typed them, with what they would bring
  option_id     BIGINT PRIMARY KEY,
  name          TEXT NOT NULL,
  issue         TEXT NOT NULL,       -- as typed
  issue_id      BIGINT,              -- NULL: no issue is meant, as far as words tell
  owner         TEXT NOT NULL,
  eager         TEXT NOT NULL,       -- who wants it
  convince      TEXT NOT NULL,       -- who must be won over
  needs         TEXT NOT NULL,       -- the option without which it is of no use; '' none
  alone         BOOLEAN NOT NULL,    -- at most one such option an issue
  once          BIGINT NOT NULL,     -- minor units
  yearly        BIGINT NOT NULL,     -- minor units a year
  people        DOUBLE PRECISION NOT NULL,
  months        BIGINT NOT NULL,     -- until it takes effect
  typed_low     DOUBLE PRECISION,    -- share of the issue that it prevents, as typed
  typed_high    DOUBLE PRECISION,
  share         DOUBLE PRECISION,    -- mean and 95 % of what is taken for it
  share_low     DOUBLE PRECISION,
  share_high    DOUBLE PRECISION,
  share_from    TEXT NOT NULL,       -- typed | audits of similar actions | both | nothing
  benefit       BIGINT,              -- minor units, present value over annuity_years: mean and 95 %; NULL: cannot be told
  benefit_low   BIGINT,
  benefit_high  BIGINT,
  net           BIGINT,              -- less what it costs
  net_low       BIGINT,
  net_high      BIGINT,
  loses         DOUBLE PRECISION,    -- chance that it never pays back within the years
  payback       DOUBLE PRECISION,    -- months until it has paid back: median and 95 %; NULL: not within the years
  payback_low   DOUBLE PRECISION,
  payback_high  DOUBLE PRECISION,
  grade         TEXT NOT NULL,
  reason        TEXT NOT NULL        -- why there is no figure; '' there is
);
CREATE TABLE d_choice (              -- act: the best set at the budget that is set; one row an option that could be weighed
  option_id BIGINT PRIMARY KEY,
  taken     BOOLEAN NOT NULL,
  reason    TEXT NOT NULL,           -- why it is in, or why not, in words
  loss      BIGINT,                  -- what the choice would lose if it were turned round
  chance    DOUBLE PRECISION NOT NULL, -- share of the draws in whose best set it is
  learn     BIGINT NOT NULL          -- what knowing its share beforehand would be worth
);
CREATE TABLE d_frontier (            -- act: what each budget buys
  step   BIGINT PRIMARY KEY,         -- from 1, the smallest first
  budget BIGINT NOT NULL,            -- minor units of the first year
  value  BIGINT NOT NULL,            -- expected, shrunken
  tail   BIGINT NOT NULL,            -- mean of the worst tenth
  taken  TEXT NOT NULL               -- names
);
CREATE TABLE d_lifetime (            -- value: what an account will still bring
  account_id  BIGINT PRIMARY KEY,
  how         TEXT NOT NULL,         -- contract | purchases
  tenure      DOUBLE PRECISION NOT NULL, -- years completed, or purchases after the first
  alive       DOUBLE PRECISION NOT NULL, -- chance that it is still a customer
  expected    DOUBLE PRECISION NOT NULL, -- years, or purchases, still to come within the horizon
  revenue     BIGINT NOT NULL,       -- minor units a year, or a purchase
  serve       BIGINT NOT NULL,       -- minor units a year: tickets x minutes x hour cost
  value       BIGINT NOT NULL,       -- minor units, discounted: margin less cost to serve; mean and 95 %
  value_low   BIGINT NOT NULL,
  value_high  BIGINT NOT NULL
);
CREATE TABLE d_lifetime_total (      -- value: one row a model that was used
  how        TEXT PRIMARY KEY,
  accounts   BIGINT NOT NULL,
  n          BIGINT NOT NULL,        -- accounts it learned from
  parameters TEXT NOT NULL,
  value      BIGINT NOT NULL,
  value_low  BIGINT NOT NULL,
  value_high BIGINT NOT NULL,
  note       TEXT NOT NULL           -- what to doubt; '' nothing
);
CREATE TABLE d_forecast (            -- value: will it renew; machine's, owner's and final view
  account_id  BIGINT PRIMARY KEY,
  decides     DATE,                  -- NULL: not known
  amount      BIGINT NOT NULL,       -- minor units a year
  machine     DOUBLE PRECISION NOT NULL, -- probability of renewal
  low         DOUBLE PRECISION NOT NULL,
  high        DOUBLE PRECISION NOT NULL,
  owner       DOUBLE PRECISION,      -- as typed; NULL: nothing was
  owner_why   TEXT NOT NULL,
  final       DOUBLE PRECISION NOT NULL,
  final_from  TEXT NOT NULL,         -- machine | owner
  health      TEXT NOT NULL          -- good | watch | at risk | cannot tell
);
CREATE TABLE d_forecast_why (        -- value: what moves the machine's view, the strongest first
  account_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  words      TEXT NOT NULL,
  points     DOUBLE PRECISION NOT NULL, -- change of the probability against an account like the average one
  PRIMARY KEY (account_id, seq)
);
CREATE TABLE d_backtest (            -- value: past renewals as they would have been forecast before
  account_id  BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  decided     DATE NOT NULL,
  renewed     BOOLEAN NOT NULL,
  machine     DOUBLE PRECISION NOT NULL, -- fitted on decisions before its quarter alone
  base        DOUBLE PRECISION NOT NULL, -- everybody's rate until then
  score_rule  DOUBLE PRECISION,      -- by the last score before it: nine and above or not; NULL: no score
  wrong       BOOLEAN NOT NULL,      -- the machine was on the wrong side of the base rate, by the outcome
  PRIMARY KEY (account_id, decision_id)
);
CREATE TABLE d_forecast_test (       -- value: how good the forecasts of the back-test were; one row a rule
  rule      TEXT PRIMARY KEY,        -- machine | base rate | score
  n         BIGINT NOT NULL,
  lost      BIGINT NOT NULL,
  brier     DOUBLE PRECISION NOT NULL,
  brier_gain_low  DOUBLE PRECISION,  -- base rate's Brier score less this one's, 95 % by accounts; NULL for the base rate
  brier_gain_high DOUBLE PRECISION,
  auc       DOUBLE PRECISION,        -- NULL: one outcome alone
  slope     DOUBLE PRECISION,        -- of the outcome on the forecast's log odds: 1 is calibrated
  expected  DOUBLE PRECISION NOT NULL, -- renewals forecast
  observed  DOUBLE PRECISION NOT NULL
);
CREATE TABLE d_annuity (             -- value: an issue's tickets carried on as the base grows; one row an issue and year
  issue_id BIGINT NOT NULL,
  year     BIGINT NOT NULL,
  contacts DOUBLE PRECISION NOT NULL, -- expected, with 90 %
  low      DOUBLE PRECISION NOT NULL,
  high     DOUBLE PRECISION NOT NULL,
  cost     BIGINT NOT NULL,          -- minor units, not discounted
  hours    DOUBLE PRECISION NOT NULL, -- of handling
  present  BIGINT NOT NULL,          -- minor units, discounted, with the renewals' margin
  note     TEXT NOT NULL,
  PRIMARY KEY (issue_id, year)
);
