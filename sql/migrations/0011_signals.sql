-- What changed, explained.  All written by signal.

CREATE TABLE d_slice (               -- accounts by what they can be cut by; 'unknown' is no value
  account_id BIGINT NOT NULL,
  dimension  TEXT NOT NULL,          -- all | region | segment | product
  value      TEXT NOT NULL,          -- '' of all
  PRIMARY KEY (account_id, dimension)
);
CREATE TABLE d_account_week (        -- what streams are added up from; rows with a touchpoint or a unit serve that slice alone
  account_id BIGINT NOT NULL,        -- 0: of no account (a unit's own metric)
  week       DATE NOT NULL,          -- Monday
  measure    TEXT NOT NULL,          -- see doc/methods/signals.md
  item       TEXT NOT NULL,          -- theme id, ticket type, question, metric; '' where the measure is one
  touchpoint TEXT NOT NULL,
  unit       TEXT NOT NULL,          -- the unit that owns it
  x          BIGINT NOT NULL,        -- events, or a sum of readings in the measure's scale
  n          BIGINT NOT NULL,        -- trials or readings; 0 where exposure is counted in accounts
  PRIMARY KEY (account_id, week, measure, item, touchpoint, unit)
);
CREATE TABLE d_stream_item (         -- what d_stream does not say of a stream
  stream_id BIGINT PRIMARY KEY,
  item      TEXT NOT NULL,
  kind      TEXT NOT NULL,           -- share | rate | mean
  seasonal  BOOLEAN NOT NULL         -- the week of the year is taken out before it is tested
);
CREATE TABLE d_signal_more (         -- what d_signal does not say of a signal
  signal_id BIGINT PRIMARY KEY,
  shape     TEXT NOT NULL,           -- step | drift | spike
  at_low    DATE NOT NULL,           -- the week of the change lies between, at 95 %
  at_high   DATE NOT NULL,
  p_look    DOUBLE PRECISION NOT NULL, -- chance that a quiet stream ever looks so in three years of looking every week
  affected  BIGINT NOT NULL,         -- accounts in which it shows since then
  revenue   BIGINT NOT NULL          -- invoiced to these in the year to the as-of day, minor units
);
CREATE TABLE d_signal_account (      -- the accounts in which it shows
  account_id BIGINT NOT NULL,
  signal_id  BIGINT NOT NULL,
  x          BIGINT NOT NULL,
  n          BIGINT NOT NULL,
  revenue    BIGINT NOT NULL,
  PRIMARY KEY (account_id, signal_id)
);
CREATE TABLE d_signal_quote (
  signal_id  BIGINT NOT NULL,
  rank       BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  PRIMARY KEY (signal_id, rank)
);
CREATE TABLE d_signal_with (         -- what else moved at that time
  signal_id   BIGINT NOT NULL,
  rank        BIGINT NOT NULL,
  stream_id   BIGINT NOT NULL,
  correlation DOUBLE PRECISION NOT NULL,
  lag_weeks   BIGINT NOT NULL,       -- the other stream moved so many weeks later
  PRIMARY KEY (signal_id, rank)
);
CREATE TABLE d_silence (             -- accounts that used to speak, or to use, and do not
  account_id BIGINT NOT NULL,
  what       TEXT NOT NULL,          -- speaks | uses
  last_day   DATE NOT NULL,
  days       BIGINT NOT NULL,        -- on which it did
  usual      DOUBLE PRECISION NOT NULL, -- days between them
  expected   DATE NOT NULL,          -- silence until here happens one time in twenty
  p          DOUBLE PRECISION NOT NULL,
  q          DOUBLE PRECISION NOT NULL,
  revenue    BIGINT NOT NULL,
  PRIMARY KEY (account_id, what)
);
CREATE TABLE d_word (                -- words that are new, or no longer said
  word       TEXT PRIMARY KEY,
  kind       TEXT NOT NULL,          -- new | gone
  said       BIGINT NOT NULL,        -- accounts that said it in the last eight weeks
  spoke      BIGINT NOT NULL,        -- of those that spoke
  said_before  BIGINT NOT NULL,      -- the same in seven blocks of eight weeks before, an account once a block
  spoke_before BIGINT NOT NULL,
  p          DOUBLE PRECISION NOT NULL,
  q          DOUBLE PRECISION NOT NULL,
  account_id BIGINT NOT NULL,        -- a comment that says it
  comment_id BIGINT NOT NULL
);
CREATE TABLE d_score_change (        -- a score's last half-year against the one before
  score      TEXT PRIMARY KEY,       -- nps | csat
  since      DATE NOT NULL,          -- the later half-year begins
  before     DOUBLE PRECISION NOT NULL, -- mean over persons
  after      DOUBLE PRECISION NOT NULL,
  real_low   DOUBLE PRECISION,       -- of the part 'real'
  real_high  DOUBLE PRECISION,
  answered_before BIGINT NOT NULL,
  answered_after  BIGINT NOT NULL,
  asked      BIGINT NOT NULL,        -- persons who could have answered
  modelled   DOUBLE PRECISION,       -- change if all had answered, by who they are
  near_low   DOUBLE PRECISION NOT NULL, -- if those who did not answer differ by one point at most, either way
  near_high  DOUBLE PRECISION NOT NULL,
  worst_low  DOUBLE PRECISION NOT NULL, -- whatever they think
  worst_high DOUBLE PRECISION NOT NULL
);
CREATE TABLE d_score_part (          -- adds up to after - before
  score TEXT NOT NULL,
  seq   BIGINT NOT NULL,
  part  TEXT NOT NULL,               -- roles | left | fell silent | new | spoke again | real
  value DOUBLE PRECISION NOT NULL,
  n     BIGINT NOT NULL,             -- persons
  PRIMARY KEY (score, seq)
);
