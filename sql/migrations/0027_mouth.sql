-- 0027_mouth: word of mouth: who says to have recommended or warned, which new customers came by it, and what that is worth.
ALTER TABLE f_opportunity ADD COLUMN lead_source TEXT;   -- where it came from: Web, Customer Referral, ...
ALTER TABLE f_opportunity ADD COLUMN referrer TEXT;      -- the account that sent it: its id in the same system, or its name
CREATE TABLE d_mouth_item (          -- listen: survey questions that ask after recommending or warning
--@postgres
  PRIMARY KEY (question, label),
--@all
  question TEXT NOT NULL,
  label    TEXT NOT NULL,            -- as asked; '' none
  way      TEXT NOT NULL             -- recommended | warned
);
CREATE TABLE d_mouth_said (          -- listen: sentences of comments in which a customer says so unasked; byte offsets into d_comment.text
--@postgres
  PRIMARY KEY (account_id, comment_id, seq),
--@all
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,        -- sentence
  span_from  BIGINT NOT NULL,
  span_to    BIGINT NOT NULL,
  way        TEXT NOT NULL           -- recommended | warned
);
CREATE TABLE d_mouth (               -- link: rates and ratios, one row a source, way and band
--@postgres
  PRIMARY KEY (source, way, band),
--@all
  source   TEXT NOT NULL,            -- asked: survey items | said: comments | brought: new customers
  way      TEXT NOT NULL,            -- recommended | warned: others told an account heard and year | against: warned for each recommended
                                     -- | account: new customers an account that could have sent them and year | act: for each other recommended to | share: of new customers
  band     TEXT NOT NULL,            -- all | promoters | passives | detractors
  seq      BIGINT NOT NULL,
  n        BIGINT NOT NULL,          -- accounts x years heard; accounts; new customers
  accounts BIGINT NOT NULL,          -- companies
  acts     BIGINT NOT NULL,          -- what was counted: others told, new customers
  estimate DOUBLE PRECISION,         -- NULL: too few to say
  low      DOUBLE PRECISION,         -- 95 % by companies
  high     DOUBLE PRECISION,
  grade    TEXT NOT NULL,            -- B | C | D
  note     TEXT NOT NULL             -- why there is none, or what to doubt; '' nothing
);
CREATE TABLE d_mouth_new (           -- link: new customers of the years heard, by their first deal
--@postgres
  PRIMARY KEY (account_id),
--@all
  account_id BIGINT NOT NULL,
  day        DATE NOT NULL,          -- the deal was won
  source     TEXT NOT NULL,          -- as the CRM says; '' nothing
  referred   BOOLEAN NOT NULL,       -- came by a customer's word
  referrer   BIGINT                  -- the account that sent it; NULL: not named, or not known
);
CREATE TABLE d_mouth_worth (         -- value: the same in money
--@postgres
  PRIMARY KEY (part),
--@all
  part     TEXT NOT NULL,            -- customer: one that came by it | act: one more other told
  n        BIGINT NOT NULL,          -- customers that came by it
  value    BIGINT,                   -- minor units of lifetime value; NULL: too few to say
  value_low BIGINT,
  value_high BIGINT,
  grade    TEXT NOT NULL,
  note     TEXT NOT NULL
);
-- The satisfaction index that the page shows.
CREATE TABLE d_index_fit (           -- link: one row: of which model, and what stood against it
--@postgres
  PRIMARY KEY (source),
--@all
  source   TEXT NOT NULL,            -- kept: by a person | ecsi: recognised | none: neither
  model    TEXT NOT NULL,            -- its text (src/link/index_model.h)
  sheets   BIGINT NOT NULL,
  complete BIGINT NOT NULL,
  accounts BIGINT NOT NULL,
  draws    BIGINT NOT NULL,
  note     TEXT NOT NULL             -- why there is no figure; '' there is one
);
CREATE TABLE d_index (               -- link: its constructs
--@postgres
  PRIMARY KEY (seq),
--@all
  seq      BIGINT NOT NULL,
  name     TEXT NOT NULL,
  estimate DOUBLE PRECISION,         -- 0 to 100
  low      DOUBLE PRECISION,
  high     DOUBLE PRECISION,
  r2       DOUBLE PRECISION,         -- NULL: nothing leads to it
  reliability DOUBLE PRECISION
);
CREATE TABLE d_index_item (          -- link: what a construct is made of
--@postgres
  PRIMARY KEY (seq),
--@all
  seq       BIGINT NOT NULL,
  construct BIGINT NOT NULL,         -- seq of d_index
  item      TEXT NOT NULL,
  weight    DOUBLE PRECISION,
  loading   DOUBLE PRECISION
);
CREATE TABLE d_index_path (          -- link: what passes on to what, in standard deviations
--@postgres
  PRIMARY KEY (from_seq, to_seq),
--@all
  from_seq  BIGINT NOT NULL,
  to_seq    BIGINT NOT NULL,
  path      DOUBLE PRECISION,        -- NULL: only over others
  path_low  DOUBLE PRECISION,
  path_high DOUBLE PRECISION,
  total     DOUBLE PRECISION,        -- over all ways
  total_low DOUBLE PRECISION,
  total_high DOUBLE PRECISION
);
