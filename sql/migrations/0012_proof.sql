-- Actions as a person decided them, and how far their proof goes.
CREATE TABLE d_proof (           -- act: how far an audit goes; one row an audit
  audit_id BIGINT PRIMARY KEY,
  method TEXT NOT NULL,  -- which comparison gave the verdict, and why this one
  p DOUBLE PRECISION,  -- holds however often one looks; not yet times the actions judged together
  information DOUBLE PRECISION,  -- 0..1 of what a year after the start will tell
  departure DOUBLE PRECISION,  -- so many times the largest departure seen before it survives
  largest DOUBLE PRECISION,  -- that departure
  shock DOUBLE PRECISION,  -- sd of a country-month beyond sampling
  shock_p DOUBLE PRECISION,  -- p of "there is none"
  drift DOUBLE PRECISION,  -- taken off: the path before, carried on as far as it is believed
  did_effect DOUBLE PRECISION,  -- three comparisons by country side by side
  sc_effect DOUBLE PRECISION,
  sdid_effect DOUBLE PRECISION,
  placebo_p DOUBLE PRECISION,  -- share of placebos (countries, or start months) as far from zero
  share DOUBLE PRECISION,  -- of the issue that the action took away, with interval
  share_low DOUBLE PRECISION,
  share_high DOUBLE PRECISION,
  realised BIGINT,  -- minor units over the horizon, with interval
  realised_low BIGINT,
  realised_high BIGINT,
  able_on DATE,  -- from when what is worth having would be seen
  able_units DOUBLE PRECISION  -- waiting does not do: so many times the accounts would
);
CREATE TABLE d_audit_year (      -- act: old fixes looked at again
  audit_id BIGINT NOT NULL,
  year     BIGINT NOT NULL,      -- 1: the first twelve months after the start
  first    DATE NOT NULL,        -- month
  last     DATE NOT NULL,
  effect   DOUBLE PRECISION NOT NULL,
  low      DOUBLE PRECISION NOT NULL,
  high     DOUBLE PRECISION NOT NULL,
  state    TEXT NOT NULL,        -- working | weaker | gone | cannot tell
  PRIMARY KEY (audit_id, year)
);
CREATE TABLE d_action (          -- act: initiatives and what was typed, one row an action
  action_id      BIGINT PRIMARY KEY,
  audit_id       BIGINT,
  issue_id       BIGINT,
  name           TEXT NOT NULL,
  issue          TEXT NOT NULL,  -- in the words of whoever wrote it
  owner          TEXT NOT NULL,
  unit           TEXT NOT NULL,
  countries      TEXT NOT NULL,  -- '': everywhere
  start_date     DATE,
  end_date       DATE,
  cost           BIGINT,         -- minor units
  status         TEXT NOT NULL,
  expected       TEXT NOT NULL,
  share_low      DOUBLE PRECISION,  -- of the issue it is to take away
  share_high     DOUBLE PRECISION,
  share_from     TEXT NOT NULL,  -- typed | promised | audits of similar actions | nothing
  predicted      BIGINT,         -- minor units over the horizon
  predicted_low  BIGINT,
  predicted_high BIGINT,
  grade          TEXT NOT NULL,  -- of the prediction: the worse of the issue's money and the share
  metric         TEXT NOT NULL,  -- the leading metric's name
  leading_before DOUBLE PRECISION,
  leading_now    DOUBLE PRECISION,
  leading_target DOUBLE PRECISION,
  leading_day    DATE,           -- of the latest reading
  leading_state  TEXT NOT NULL,  -- reached | on the way | not moving | no reading
  leading_from   TEXT NOT NULL,  -- measured | typed | nothing
  file_id        BIGINT,         -- where an initiative was read
  line           BIGINT
);
CREATE TABLE d_why (             -- act: the tree of causes
  action_id BIGINT NOT NULL,
  node      TEXT NOT NULL,       -- 1, 1.1, 1.2, 1.1.1: the answer to why its parent is so
  seq       BIGINT NOT NULL,     -- order of the tree
  answer    TEXT NOT NULL,
  PRIMARY KEY (action_id, node)
);
CREATE TABLE d_why_row (         -- act: rows behind an answer
  action_id BIGINT NOT NULL,
  node      TEXT NOT NULL,
  seq       BIGINT NOT NULL,
  path      TEXT NOT NULL,
  line      BIGINT NOT NULL,
  file_id   BIGINT,              -- NULL: no such file in the book
  PRIMARY KEY (action_id, node, seq)
);
CREATE TABLE d_reading (         -- act: typed readings of a leading metric
  action_id BIGINT NOT NULL,
  day       DATE NOT NULL,
  value     DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (action_id, day)
);
CREATE TABLE d_lesson (          -- act: what audits taught about options on like issues
  kind   TEXT PRIMARY KEY,       -- of the issue: promise | ticket | theme
  audits BIGINT NOT NULL,
  share  DOUBLE PRECISION NOT NULL,  -- of the issue taken away, pooled
  low    DOUBLE PRECISION NOT NULL,  -- of the next such action
  high   DOUBLE PRECISION NOT NULL
);
