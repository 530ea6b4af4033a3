-- Themes that keep their ids from run to run, on two levels, and what a person teaches about them.
CREATE TABLE theme_memory (          -- listen: every theme ever found; outlives `rebuild`, so that a theme keeps its id and its name
  theme_id   BIGINT PRIMARY KEY,
  parent_id  BIGINT,                 -- of a sub-theme its theme
  name       TEXT NOT NULL,          -- the phrase it was given when first found
  terms      TEXT NOT NULL,          -- what it is known by: 'weight term' a line, the heaviest first
  first_day  DATE NOT NULL,          -- day of the last comment when it was found first ...
  last_day   DATE NOT NULL,          -- ... and when it was found last
  likeness   DOUBLE PRECISION        -- cosine with what it was in the run before last_day; NULL: found in one run only
);
CREATE TABLE theme_run (             -- listen: one row for each day up to which comments were themed
  day        DATE PRIMARY KEY,       -- of the last comment
  k          BIGINT NOT NULL,        -- themes fitted, before settling
  comments   BIGINT NOT NULL,
  coded      BIGINT NOT NULL,        -- of these, in a theme
  before     BIGINT NOT NULL,        -- of these, already in the run of an earlier day
  same       BIGINT NOT NULL         -- of `before`: with the same strongest theme as then
);
CREATE TABLE d_theme_state (         -- listen: beside d_theme, and for those that are gone
  theme_id   BIGINT PRIMARY KEY,
  parent_id  BIGINT,                 -- of a sub-theme its theme
  state      TEXT NOT NULL,          -- first | kept | new | gone | made (by a person)
  name       TEXT NOT NULL,
  found_name TEXT NOT NULL,          -- what it was called before a person renamed it; '' for one that a person made
  terms      TEXT NOT NULL,
  first_day  DATE NOT NULL,
  last_day   DATE NOT NULL,
  likeness   DOUBLE PRECISION,
  comments   BIGINT NOT NULL,
  accounts   BIGINT NOT NULL,
  stability  DOUBLE PRECISION
);
CREATE TABLE d_code_more (           -- listen: what else is known of a theme's mention in d_code
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  sub_id     BIGINT,                 -- the sub-theme
  how        TEXT NOT NULL,          -- found | rule | person | learned
  PRIMARY KEY (account_id, comment_id, seq)
);
CREATE TABLE d_comment_key (         -- listen: a comment in words that outlive its number: kind and key of its record
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  key        TEXT NOT NULL,
  question   TEXT,                   -- of an answer
  PRIMARY KEY (account_id, comment_id)
);
CREATE TABLE d_theme_ask (           -- listen: comments whose label would teach most, and some drawn at random
  rank       BIGINT PRIMARY KEY,
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  how        TEXT NOT NULL,          -- margin | random
  margin     DOUBLE PRECISION        -- between its two strongest themes, 0..1
);
CREATE TABLE d_theme_learned (       -- listen: what a person's labels taught, theme by theme
  theme_id   BIGINT PRIMARY KEY,
  labels     BIGINT NOT NULL,        -- comments a person has labelled, this theme or another
  positive   BIGINT NOT NULL,        -- of these, with this theme
  found_f1   DOUBLE PRECISION NOT NULL, -- of themes and rules against those labels
  learned_f1 DOUBLE PRECISION NOT NULL, -- of the model, on labels it did not learn from
  used       BOOLEAN NOT NULL
);
CREATE TABLE d_theme_agree (         -- listen: agreement with the person, on labels asked for
  part       TEXT PRIMARY KEY,       -- random | all
  n          BIGINT NOT NULL,
  same       BIGINT NOT NULL,
  kappa      DOUBLE PRECISION,       -- Cohen's; NULL: not to be told
  low        DOUBLE PRECISION,
  high       DOUBLE PRECISION
);
CREATE TABLE d_theme_share (         -- listen: of those who answered a question, which share speaks of a theme
  question   TEXT NOT NULL,          -- '' : all comments
  segment    TEXT NOT NULL,          -- '' : all
  theme_id   BIGINT NOT NULL,        -- 0: in no theme
  answers    BIGINT NOT NULL,        -- comments of known accounts
  accounts   BIGINT NOT NULL,
  coded      BIGINT NOT NULL,        -- of `answers`, with this theme
  share      DOUBLE PRECISION NOT NULL,
  low        DOUBLE PRECISION,       -- NULL: under two accounts
  high       DOUBLE PRECISION,
  p          DOUBLE PRECISION,       -- that the segment speaks of it as often as all others; NULL: not tested
  q          DOUBLE PRECISION,       -- false discovery rate within the question
  PRIMARY KEY (question, segment, theme_id)
);
