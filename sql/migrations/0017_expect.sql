-- What customers expect, and how it went.  Sentences are written by listen, the rest by expect.

CREATE TABLE d_expect_said (         -- listen: sentences that hold what is lived against a yardstick; byte offsets into d_comment.text
  account_id    BIGINT NOT NULL,     -- 0: nobody known
  comment_id    BIGINT NOT NULL,
  seq           BIGINT NOT NULL,     -- of the sentence, from 1
  span_from     BIGINT NOT NULL,
  span_to       BIGINT NOT NULL,
  kind          TEXT NOT NULL,       -- promise | expectation | norm | comparison | surprise | workaround
  polarity      TEXT NOT NULL,       -- open | met | exceeded | disappointed; '' of a workaround
  topic         TEXT NOT NULL,       -- timeliness | being told | ...; '' none
  cues          TEXT NOT NULL,       -- 'from-to from-to ...': the words that made it one; '' where the question did
  expected_from BIGINT NOT NULL,     -- from = to: not said
  expected_to   BIGINT NOT NULL,
  lived_from    BIGINT NOT NULL,
  lived_to      BIGINT NOT NULL,
  PRIMARY KEY (account_id, comment_id, seq)
);
CREATE TABLE d_expect_fit (          -- expect: every number of classes that was tried
  classes    BIGINT PRIMARY KEY,
  loglik     DOUBLE PRECISION NOT NULL,
  aic        DOUBLE PRECISION NOT NULL,
  bic        DOUBLE PRECISION NOT NULL,
  entropy    DOUBLE PRECISION NOT NULL, -- 1: every account is surely in its class
  parameters BIGINT NOT NULL,
  starts     BIGINT NOT NULL,
  repeated   BIGINT NOT NULL,        -- starts that ended on the best
  chosen     BOOLEAN NOT NULL
);
CREATE TABLE d_expect_set (          -- expect: customers who hold the same expectations
  set_id      BIGINT PRIMARY KEY,    -- by falling size
  name        TEXT NOT NULL,
  hypothesis  BOOLEAN NOT NULL,      -- too few accounts for more
  accounts    BIGINT NOT NULL,
  share       DOUBLE PRECISION NOT NULL,
  share_low   DOUBLE PRECISION NOT NULL,
  share_high  DOUBLE PRECISION NOT NULL,
  revenue     BIGINT NOT NULL,       -- invoiced in the year to the as-of day, minor units
  sentences   DOUBLE PRECISION NOT NULL, -- an account, on average: sets must not be those who write much and those who write little
  decisions   BIGINT NOT NULL,       -- renewal decisions made
  renewed     DOUBLE PRECISION,      -- share of them; NULL: none
  renewal     DOUBLE PRECISION,      -- this set's share less that of all others; NULL: cannot tell
  renewal_low DOUBLE PRECISION,
  renewal_high DOUBLE PRECISION,
  answers     BIGINT NOT NULL,       -- scores given
  score       DOUBLE PRECISION,      -- mean score less that of all others, 0..10; NULL: cannot tell
  score_low   DOUBLE PRECISION,
  score_high  DOUBLE PRECISION
);
CREATE TABLE d_expect_item (         -- expect: what a set expects
  set_id  BIGINT NOT NULL,
  topic   TEXT NOT NULL,
  held    DOUBLE PRECISION NOT NULL, -- probability that an account of the set speaks of it
  overall DOUBLE PRECISION NOT NULL, -- that any account does
  PRIMARY KEY (set_id, topic)
);
CREATE TABLE d_expect_account (      -- expect
  account_id  BIGINT NOT NULL,
  set_id      BIGINT NOT NULL,
  probability DOUBLE PRECISION NOT NULL,
  likeliest   BOOLEAN NOT NULL,
  PRIMARY KEY (account_id, set_id)
);
CREATE TABLE d_expect_gap (          -- expect: reality against expectation, a row a set and side
  set_id   BIGINT NOT NULL,
  side     TEXT NOT NULL,            -- said | rated | done | all
  topic    TEXT NOT NULL,            -- what is measured; '' of all
  gap      DOUBLE PRECISION,         -- 0: all as expected, 1: nothing; NULL: cannot tell
  low      DOUBLE PRECISION,
  high     DOUBLE PRECISION,
  n        BIGINT NOT NULL,          -- sentences, ratings, deliveries or tickets; sides of all
  accounts BIGINT NOT NULL,
  note     TEXT NOT NULL,            -- how it was measured, or why it cannot be told
  PRIMARY KEY (set_id, side)
);
CREATE TABLE d_expect_weight (       -- expect: what its absence costs and its presence brings
  topic        TEXT PRIMARY KEY,
  source       TEXT NOT NULL,        -- the survey item, or 'comments'
  n_bad        BIGINT NOT NULL,      -- answers with a bad, a middling, a good rating (or nothing said)
  n_middle     BIGINT NOT NULL,
  n_good       BIGINT NOT NULL,
  penalty      DOUBLE PRECISION,     -- points of the score lost between middling and bad
  penalty_low  DOUBLE PRECISION,
  penalty_high DOUBLE PRECISION,
  reward       DOUBLE PRECISION,     -- points won between middling and good
  reward_low   DOUBLE PRECISION,
  reward_high  DOUBLE PRECISION,
  contrast     DOUBLE PRECISION,     -- penalty less reward
  contrast_low DOUBLE PRECISION,
  contrast_high DOUBLE PRECISION,
  label        TEXT NOT NULL         -- must-have | nice-to-have | more is better | no difference | cannot tell
);
CREATE TABLE d_expect_quote (        -- expect: a set in its own words
  set_id     BIGINT NOT NULL,
  kind       TEXT NOT NULL,          -- said | workaround
  rank       BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  PRIMARY KEY (set_id, kind, rank)
);
CREATE TABLE d_side_comment (        -- listen: what our own people wrote; never counted as customers' words
  account_id BIGINT NOT NULL,        -- 0: nobody known
  comment_id BIGINT NOT NULL,        -- counted apart from d_comment's
  "at"       TIMESTAMP NOT NULL,
  source     TEXT NOT NULL,          -- note: internal note of a ticket; reply: our answer in one; employee: survey of our own people; call: our side of a call
  language   TEXT NOT NULL,
  text       TEXT NOT NULL,          -- cleaned
  sentiment  DOUBLE PRECISION,
  file_id    BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  PRIMARY KEY (account_id, comment_id)
);
CREATE TABLE d_side_code (           -- listen: the themes in it, customers' own; byte offsets
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  theme_id   BIGINT NOT NULL,
  span_from  BIGINT NOT NULL,
  span_to    BIGINT NOT NULL,
  value      DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (account_id, comment_id, theme_id)
);
CREATE TABLE d_side_theme (          -- listen: both sides of each theme
  theme_id  BIGINT NOT NULL,
  side      TEXT NOT NULL,           -- customers | employees
  comments  BIGINT NOT NULL,
  of        BIGINT NOT NULL,         -- comments of that side that say anything
  share     DOUBLE PRECISION NOT NULL,
  low       DOUBLE PRECISION NOT NULL, -- Wilson, 95 %
  high      DOUBLE PRECISION NOT NULL,
  scored    BIGINT NOT NULL,
  sentiment DOUBLE PRECISION,        -- mean over comments; NULL: none scored
  PRIMARY KEY (theme_id, side)
);

CREATE VIEW voice_permission AS      -- the last word on each account whose quotes somebody decided about: permit | forbid
  SELECT v.subject AS name, v.what FROM verdict AS v
  JOIN (SELECT subject, max(verdict_id) AS last FROM verdict WHERE stage = 'voices' AND what IN ('permit', 'forbid') GROUP BY subject) AS m ON m.last = v.verdict_id;
