-- Derived tables: everything computed.  `throughline rebuild` empties and refills them from the facts.
-- Each has one writer, named first.  account_id leads every per-account key (sql: rule 1 for Citus).

CREATE TABLE d_summary (             -- every stage: named facts about the run (as_of, coverage, ...)
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE d_account (             -- resolve
  account_id     BIGINT PRIMARY KEY, -- the smallest alias_id in the cluster: stable when more files arrive
  name           TEXT NOT NULL,
  parent_id      BIGINT,
  segment        TEXT NOT NULL,      -- 'unknown' where no system says
  region         TEXT NOT NULL,
  country        TEXT NOT NULL,      -- ISO code where recognised
  industry       TEXT NOT NULL,
  employees      BIGINT,
  customer_since DATE,
  churn_flag     BOOLEAN,            -- the CRM's own word
  n_alias        BIGINT NOT NULL
);
CREATE TABLE d_alias (               -- resolve: alias -> account and contact
  alias_id    BIGINT PRIMARY KEY,
  account_id  BIGINT,                -- NULL: nobody known
  contact_id  BIGINT,
  probability DOUBLE PRECISION NOT NULL,
  how         TEXT NOT NULL          -- id | e-mail | domain | website | name | decision | none
);
CREATE TABLE d_contact (             -- resolve
  account_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  name       TEXT NOT NULL,
  email      TEXT NOT NULL,
  role       TEXT NOT NULL,
  PRIMARY KEY (account_id, contact_id)
);
CREATE TABLE d_review (              -- resolve: pairs that a person should look at
  account_id  BIGINT NOT NULL,
  alias_id    BIGINT NOT NULL,
  probability DOUBLE PRECISION NOT NULL,
  why         TEXT NOT NULL,
  PRIMARY KEY (account_id, alias_id)
);
CREATE TABLE d_usage_week (          -- resolve: roll-up of f_event
  account_id BIGINT NOT NULL,
  week       DATE NOT NULL,          -- Monday
  events     BIGINT NOT NULL,
  users      BIGINT NOT NULL,
  PRIMARY KEY (account_id, week)
);
CREATE TABLE d_decision (            -- link: every renewal decision, made or coming
  account_id  BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  decided     DATE NOT NULL,
  renewed     BOOLEAN,               -- NULL: still open
  amount      BIGINT NOT NULL,       -- minor units a year
  currency    TEXT NOT NULL,
  file_id     BIGINT NOT NULL,
  line        BIGINT NOT NULL,
  PRIMARY KEY (account_id, decision_id)
);
CREATE TABLE d_comment (             -- listen
  account_id BIGINT NOT NULL,        -- 0: nobody known
  comment_id BIGINT NOT NULL,
  contact_id BIGINT,
  "at"       TIMESTAMP NOT NULL,
  channel    TEXT NOT NULL,          -- survey | ticket | churn
  language   TEXT NOT NULL,          -- ISO 639-1 or 'unknown'
  text       TEXT NOT NULL,          -- cleaned
  score      BIGINT,                 -- 0..10 where the survey asked
  sentiment  DOUBLE PRECISION,       -- -1..1; NULL: not scored
  file_id    BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  PRIMARY KEY (account_id, comment_id)
);
CREATE TABLE d_code (                -- listen: tags on spans; byte offsets into d_comment.text
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  kind       TEXT NOT NULL,          -- theme | sentiment
  theme_id   BIGINT,
  span_from  BIGINT NOT NULL,
  span_to    BIGINT NOT NULL,
  value      DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (account_id, comment_id, seq)
);
CREATE TABLE d_theme (               -- listen
  theme_id  BIGINT PRIMARY KEY,
  name      TEXT NOT NULL,           -- a phrase customers use
  terms     TEXT NOT NULL,
  comments  BIGINT NOT NULL,
  accounts  BIGINT NOT NULL,
  negative  BIGINT NOT NULL,         -- comments with sentiment below 0
  sentiment DOUBLE PRECISION,        -- mean over accounts
  stability DOUBLE PRECISION NOT NULL
);
CREATE TABLE d_quote (               -- listen
  theme_id   BIGINT NOT NULL,
  rank       BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  comment_id BIGINT NOT NULL,
  PRIMARY KEY (theme_id, rank)
);
CREATE TABLE d_stream (              -- signal
  stream_id BIGINT PRIMARY KEY,
  name      TEXT NOT NULL,
  measure   TEXT NOT NULL,           -- late | theme | tickets | reply | nps
  theme_id  BIGINT,
  dimension TEXT NOT NULL,           -- all | region | segment
  value     TEXT NOT NULL
);
CREATE TABLE d_stream_week (         -- signal: x of n in each week
  stream_id BIGINT NOT NULL,
  week      DATE NOT NULL,
  x         DOUBLE PRECISION NOT NULL,
  n         DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (stream_id, week)
);
CREATE TABLE d_signal (              -- signal
  signal_id   BIGINT PRIMARY KEY,
  stream_id   BIGINT NOT NULL,
  kind        TEXT NOT NULL,         -- rise | fall
  "at"        DATE NOT NULL,
  detected_at DATE NOT NULL,
  before      DOUBLE PRECISION NOT NULL,
  after       DOUBLE PRECISION NOT NULL,
  size        DOUBLE PRECISION NOT NULL,
  low         DOUBLE PRECISION NOT NULL,
  high        DOUBLE PRECISION NOT NULL,
  p           DOUBLE PRECISION NOT NULL,
  q           DOUBLE PRECISION NOT NULL,
  n           BIGINT NOT NULL,
  accounts    BIGINT NOT NULL
);
CREATE TABLE d_issue (               -- link
  issue_id BIGINT PRIMARY KEY,
  name     TEXT NOT NULL,            -- in customers' words
  official TEXT NOT NULL,
  kind     TEXT NOT NULL,            -- promise | ticket | theme
  rule     TEXT NOT NULL,            -- in words, exact enough to recompute
  theme_id BIGINT,
  owner    TEXT NOT NULL
);
CREATE TABLE d_exposure (            -- link: account x decision x issue
  account_id  BIGINT NOT NULL,
  issue_id    BIGINT NOT NULL,
  decision_id BIGINT NOT NULL,
  times       BIGINT NOT NULL,
  PRIMARY KEY (account_id, issue_id, decision_id)
);
CREATE TABLE d_exposed_now (         -- link: in the window that ends at as_of
  account_id BIGINT NOT NULL,
  issue_id   BIGINT NOT NULL,
  times      BIGINT NOT NULL,
  PRIMARY KEY (account_id, issue_id)
);
CREATE TABLE d_evidence (            -- link: rows behind an exposure, the latest few an account
  account_id BIGINT NOT NULL,
  issue_id   BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  day        DATE NOT NULL,
  text       TEXT NOT NULL,
  file_id    BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  PRIMARY KEY (account_id, issue_id, seq)
);
CREATE TABLE d_effect (              -- link
  issue_id     BIGINT NOT NULL,
  outcome      TEXT NOT NULL,        -- renewal
  estimate     DOUBLE PRECISION,     -- NULL: too few to say
  low          DOUBLE PRECISION,
  high         DOUBLE PRECISION,
  se           DOUBLE PRECISION,
  p            DOUBLE PRECISION,
  q            DOUBLE PRECISION,
  raw_estimate DOUBLE PRECISION,
  raw_low      DOUBLE PRECISION,
  raw_high     DOUBLE PRECISION,
  n_exposed    BIGINT NOT NULL,
  n_unexposed  BIGINT NOT NULL,
  n_accounts   BIGINT NOT NULL,
  balance      DOUBLE PRECISION,     -- largest standardised mean difference after weighting
  outside      DOUBLE PRECISION,     -- share of decisions without overlap
  evalue       DOUBLE PRECISION,     -- of the limit nearer to no effect
  grade        TEXT NOT NULL,        -- A..D
  reason       TEXT NOT NULL,        -- why this grade
  method       TEXT NOT NULL,
  PRIMARY KEY (issue_id, outcome)
);
CREATE TABLE d_value (               -- value
  issue_id         BIGINT PRIMARY KEY,
  rank             BIGINT,           -- NULL: not ranked
  accounts_exposed BIGINT NOT NULL,
  revenue_exposed  BIGINT NOT NULL,  -- minor units a year
  cost             BIGINT,           -- of doing nothing over the horizon; NULL: cannot be told from zero
  cost_low         BIGINT,
  cost_high        BIGINT,
  horizon_days     BIGINT NOT NULL,
  cost_to_serve    BIGINT NOT NULL,  -- minor units a year
  annuity          BIGINT,           -- present value
  reason           TEXT NOT NULL
);
CREATE TABLE d_audit (               -- act
  audit_id  BIGINT PRIMARY KEY,
  action    TEXT NOT NULL,
  issue_id  BIGINT,
  measure   TEXT NOT NULL,
  effect    DOUBLE PRECISION,
  low       DOUBLE PRECISION,
  high      DOUBLE PRECISION,
  pretrend_p DOUBLE PRECISION,
  n_treated BIGINT NOT NULL,
  n_control BIGINT NOT NULL,
  cost      BIGINT,
  verdict   TEXT NOT NULL,
  grade     TEXT NOT NULL,
  note      TEXT NOT NULL
);
CREATE TABLE d_metric (              -- act: a unit's own metric beside what customers live through
  metric_id     BIGINT PRIMARY KEY,
  unit          TEXT NOT NULL,
  name          TEXT NOT NULL,
  touchpoint    TEXT NOT NULL,
  value         DOUBLE PRECISION NOT NULL,
  target        DOUBLE PRECISION,
  status        TEXT NOT NULL,       -- green | red | unknown
  customer_view TEXT NOT NULL,
  verdict       TEXT NOT NULL,
  n             BIGINT NOT NULL,
  note          TEXT NOT NULL
);
CREATE TABLE d_ledger (              -- value: invoices in the files against revenue in the book
  month    DATE NOT NULL,
  currency TEXT NOT NULL,
  invoiced BIGINT NOT NULL,          -- minor units, all valid invoices
  matched  BIGINT NOT NULL,          -- of these, on an account
  PRIMARY KEY (month, currency)
);
CREATE TABLE d_finding (             -- resolve: facts that contradict each other
  finding_id BIGINT PRIMARY KEY,
  title      TEXT NOT NULL,
  found      BIGINT NOT NULL,
  of         BIGINT NOT NULL,
  why        TEXT NOT NULL
);
CREATE TABLE d_finding_row (
  finding_id BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  text       TEXT NOT NULL,
  file_id    BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  PRIMARY KEY (finding_id, seq)
);
