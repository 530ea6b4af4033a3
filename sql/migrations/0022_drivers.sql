-- What goes along with what accounts do: outcomes, effects by segment and with placebo, drivers, chains from experience to money,
-- how accounts end, and whether scores kept their word.
CREATE TABLE d_decision_more (       -- link: what became of the contracts behind a decision; one row a decision
--@postgres
  PRIMARY KEY (account_id, decision_id),
--@all
  account_id  BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  contracts   BIGINT NOT NULL,       -- decided on the same day together
  before      BIGINT,                -- minor units a year before it; NULL: not known
  kept        BIGINT,                -- minor units a year behind it; NULL: not known, or open
  ending      TEXT NOT NULL          -- renewed | expanded | reduced | lost | ended early | open
);
CREATE TABLE d_outcome (             -- link: what accounts do, and how much of it can be looked at
--@postgres
  PRIMARY KEY (outcome),
--@all
  outcome  TEXT NOT NULL,            -- renewal | revenue | expansion | nps | cost | credit | payment | contact
  seq      BIGINT NOT NULL,
  words    TEXT NOT NULL,
  unit     TEXT NOT NULL,            -- share | points | minor units | days
  n        BIGINT NOT NULL,          -- rows: decisions, answers, or periods of an account
  accounts BIGINT NOT NULL,
  mean     DOUBLE PRECISION,         -- NULL: no rows
  first    DATE,
  last     DATE,
  late     BIGINT NOT NULL,          -- periods before an account is known to be one: not at risk yet
  ended    BIGINT NOT NULL,          -- periods it left in, or that reach past the as-of day
  unknown  BIGINT NOT NULL           -- rows whose outcome is not in the files
);
CREATE TABLE d_effect_more (         -- link: what speaks for and against an effect, beside d_effect
--@postgres
  PRIMARY KEY (issue_id, outcome),
--@all
  issue_id     BIGINT NOT NULL,
  outcome      TEXT NOT NULL,
  unit         TEXT NOT NULL,
  second       DOUBLE PRECISION,     -- the other way of adjusting; NULL: not asked
  placebo      DOUBLE PRECISION,     -- what exposure after the outcome seems to do: nothing, if all is well
  placebo_low  DOUBLE PRECISION,
  placebo_high DOUBLE PRECISION,
  placebo_p    DOUBLE PRECISION,
  segments_p   DOUBLE PRECISION,     -- p of "the same in every segment"
  segments_sd  DOUBLE PRECISION      -- how far segments differ, as a standard deviation
);
CREATE TABLE d_effect_part (         -- link: an effect by segment, drawn together
--@postgres
  PRIMARY KEY (issue_id, outcome, segment),
--@all
  issue_id    BIGINT NOT NULL,
  outcome     TEXT NOT NULL,
  segment     TEXT NOT NULL,
  n_exposed   BIGINT NOT NULL,
  n_unexposed BIGINT NOT NULL,
  own         DOUBLE PRECISION NOT NULL,  -- of the segment's rows alone
  estimate    DOUBLE PRECISION NOT NULL,  -- partially pooled
  low         DOUBLE PRECISION NOT NULL,
  high        DOUBLE PRECISION NOT NULL
);
CREATE TABLE d_driver_fit (          -- link: what goes along with an outcome, one row an outcome asked about
--@postgres
  PRIMARY KEY (outcome),
--@all
  outcome   TEXT NOT NULL,
  kind      TEXT NOT NULL,           -- number | yes or no | ordered
  n         BIGINT NOT NULL,
  accounts  BIGINT NOT NULL,
  drivers   BIGINT NOT NULL,
  fit       DOUBLE PRECISION,        -- R-squared, or McFadden's measure; NULL: too few
  fit_low   DOUBLE PRECISION,
  fit_high  DOUBLE PRECISION,
  condition DOUBLE PRECISION,        -- largest over smallest eigenvalue of the columns' correlations; NULL: one column repeats others
  draws     BIGINT NOT NULL,
  note      TEXT NOT NULL            -- why there is no ranking, or what to doubt; '' nothing
);
CREATE TABLE d_driver (              -- link
--@postgres
  PRIMARY KEY (outcome, rank),
--@all
  outcome  TEXT NOT NULL,
  rank     BIGINT NOT NULL,          -- by share
  driver   TEXT NOT NULL,
  source   TEXT NOT NULL,            -- rating | experience | behaviour
  share    DOUBLE PRECISION NOT NULL,
  low      DOUBLE PRECISION,         -- 95 % by accounts
  high     DOUBLE PRECISION,
  weight   DOUBLE PRECISION NOT NULL, -- Johnson's relative weight, in the same unit
  first    DOUBLE PRECISION NOT NULL, -- share of draws in which it is the first
  top      DOUBLE PRECISION NOT NULL, -- in which it is among the first three
  along    DOUBLE PRECISION NOT NULL, -- correlation with the outcome alone
  tied     BIGINT NOT NULL,          -- drivers of this outcome that it cannot be told apart from
  label    TEXT NOT NULL,            -- must-have | delight | more is better | no difference | cannot tell; '' of a yes/no column
  penalty  DOUBLE PRECISION,         -- outcome lost from middling to bad, and won from middling to good
  penalty_low DOUBLE PRECISION,
  penalty_high DOUBLE PRECISION,
  reward   DOUBLE PRECISION,
  reward_low DOUBLE PRECISION,
  reward_high DOUBLE PRECISION
);
CREATE TABLE d_surface (             -- link: an item's outcome over what was expected and what was lived
--@postgres
  PRIMARY KEY (item, part),
--@all
  item TEXT NOT NULL,
  n    BIGINT NOT NULL,
  accounts BIGINT NOT NULL,
  r2   DOUBLE PRECISION,
  part TEXT NOT NULL,                -- a1 | a2 | a3 | a4
  estimate DOUBLE PRECISION,         -- NULL: too few
  low  DOUBLE PRECISION,
  high DOUBLE PRECISION,
  note TEXT NOT NULL
);
CREATE TABLE d_chain (               -- link: experience, behaviour, money; one row an issue and behaviour
--@postgres
  PRIMARY KEY (issue_id, behaviour),
--@all
  issue_id  BIGINT NOT NULL,
  behaviour TEXT NOT NULL,
  n         BIGINT NOT NULL,
  accounts  BIGINT NOT NULL,
  moved     DOUBLE PRECISION,        -- what exposure does to the behaviour, in its standard deviations
  moved_low DOUBLE PRECISION,
  moved_high DOUBLE PRECISION,
  moves     DOUBLE PRECISION,        -- what one standard deviation does to the chance of renewal
  moves_low DOUBLE PRECISION,
  moves_high DOUBLE PRECISION,
  through   DOUBLE PRECISION,        -- of the issue's effect on renewal that goes this way
  through_low DOUBLE PRECISION,
  through_high DOUBLE PRECISION,
  past      DOUBLE PRECISION,        -- and that does not
  past_low  DOUBLE PRECISION,
  past_high DOUBLE PRECISION,
  note      TEXT NOT NULL
);
CREATE TABLE d_hazard (              -- link: what makes accounts leave sooner; one row a model and column
--@postgres
  PRIMARY KEY (model, seq),
--@all
  model  TEXT NOT NULL,              -- months | cox
  seq    BIGINT NOT NULL,
  driver TEXT NOT NULL,
  ratio  DOUBLE PRECISION,           -- of hazards (cox) or odds (decisions) a unit; NULL: cannot be told
  low    DOUBLE PRECISION,
  high   DOUBLE PRECISION,
  p      DOUBLE PRECISION,
  unit   TEXT NOT NULL
);
CREATE TABLE d_hazard_fit (          -- link: one row a model
--@postgres
  PRIMARY KEY (model),
--@all
  model    TEXT NOT NULL,
  n        BIGINT NOT NULL,          -- stretches from decision to decision
  accounts BIGINT NOT NULL,
  lost     BIGINT NOT NULL,
  late     BIGINT NOT NULL,          -- accounts that were customers before the data begin
  loglik   DOUBLE PRECISION,
  concordance DOUBLE PRECISION,
  note     TEXT NOT NULL
);
CREATE TABLE d_end (                 -- link: how accounts end, against one another
--@postgres
  PRIMARY KEY (ending, year),
--@all
  ending TEXT NOT NULL,
  year   BIGINT NOT NULL,            -- as a customer
  share  DOUBLE PRECISION NOT NULL,  -- ended so by then
  low    DOUBLE PRECISION NOT NULL,
  high   DOUBLE PRECISION NOT NULL
);
CREATE TABLE d_look_back (           -- link: did those with good scores stay? one row a group, difference or slope
--@postgres
  PRIMARY KEY (part),
--@all
  part     TEXT NOT NULL,            -- top | middle | low | silent | top - low | top - silent | a point | beyond usage | beyond usage and exposure | gone | here
  seq      BIGINT NOT NULL,
  words    TEXT NOT NULL,
  n        BIGINT NOT NULL,          -- decisions
  accounts BIGINT NOT NULL,
  estimate DOUBLE PRECISION,         -- share renewed, a difference or slope of it, or (gone, here) a mean score; NULL: too few
  low      DOUBLE PRECISION,
  high     DOUBLE PRECISION,
  stayed   DOUBLE PRECISION,         -- years as a customer behind the score, up to two; NULL: not of a group
  stayed_low DOUBLE PRECISION,
  stayed_high DOUBLE PRECISION
);
