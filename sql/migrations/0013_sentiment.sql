CREATE TABLE d_mood (                -- listen: how each sentence feels; byte offsets into d_comment.text
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,        -- of the sentence, from 1
  span_from  BIGINT NOT NULL,
  span_to    BIGINT NOT NULL,
  rules      DOUBLE PRECISION NOT NULL, -- what the rules say, -1..1
  learned    DOUBLE PRECISION,       -- what the model says, -1..1; NULL: there is none
  value      DOUBLE PRECISION,       -- what counts; NULL: unclear
  state      TEXT NOT NULL,          -- clear | wish | unclear
  words      TEXT NOT NULL,          -- 'from-to:weight from-to:weight ...', bytes of d_comment.text, the strongest first
  PRIMARY KEY (account_id, comment_id, seq)
);
CREATE TABLE d_model (               -- listen: what was learned from the book's own data
  name     TEXT PRIMARY KEY,         -- sentiment
  version  TEXT NOT NULL,            -- hash of what was learned; the same facts give the same
  method   TEXT NOT NULL,
  n        BIGINT NOT NULL,          -- comments it learned from
  accounts BIGINT NOT NULL,
  measure  TEXT NOT NULL,            -- what `learned` and `rules` are
  learned  DOUBLE PRECISION NOT NULL,
  rules    DOUBLE PRECISION NOT NULL,
  used     BOOLEAN NOT NULL,         -- false: it was no better than the rules
  parts    BIGINT NOT NULL,
  slope    DOUBLE PRECISION NOT NULL -- of the curve from margin to probability
);
CREATE TABLE d_model_part (          -- listen: its weights, hexadecimal; src/listen/sentiment_write.h has the form
  name TEXT NOT NULL,
  seq  BIGINT NOT NULL,
  hex  TEXT NOT NULL,
  PRIMARY KEY (name, seq)
);
CREATE TABLE d_repeat (              -- listen: comments that repeat another; the first of a kind has no row
  account_id    BIGINT NOT NULL,
  comment_id    BIGINT NOT NULL,
  how           TEXT NOT NULL,       -- same: word for word; near: but for a few words
  of_account_id BIGINT NOT NULL,
  of_comment_id BIGINT NOT NULL,
  alike         DOUBLE PRECISION NOT NULL, -- share of words and pairs in common, estimated
  PRIMARY KEY (account_id, comment_id)
);
