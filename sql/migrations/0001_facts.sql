-- Facts: what was imported, and what a person decided.  Written by ingest (f_*, alias, file, quarantine) and by
-- app (setting, verdict); never changed by a stage.  Every column is named with its unit where it has one.

CREATE TABLE meta (              -- one row a book property: schema version, currency
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE setting (           -- assumptions that move figures; written by app, read by every stage
  name  TEXT PRIMARY KEY,
  value DOUBLE PRECISION NOT NULL,
  unit  TEXT NOT NULL,
  note  TEXT NOT NULL
);

CREATE TABLE verdict (           -- what a person decided; replayed after each resolve and listen
  verdict_id BIGINT PRIMARY KEY,
  stage      TEXT NOT NULL,      -- resolve | listen | act
  what       TEXT NOT NULL,      -- merge | split | owner | ...
  subject    TEXT NOT NULL,      -- in words that survive a rebuild: source and external id, not our ids
  object     TEXT NOT NULL,
  who        TEXT NOT NULL,
  why        TEXT NOT NULL,
  decided_at TIMESTAMP NOT NULL
);

CREATE TABLE source (
  source_id BIGINT PRIMARY KEY,
  name      TEXT NOT NULL        -- Salesforce, Qualtrics, ...
);

CREATE TABLE file (
  file_id          BIGINT PRIMARY KEY,
  source_id        BIGINT NOT NULL,
  path             TEXT NOT NULL,      -- as given, relative to the imported folder
  content_hash     TEXT NOT NULL,      -- of all bytes; the same file again changes nothing
  bytes            BIGINT NOT NULL,
  kind             TEXT NOT NULL,      -- name of the export's shape: "Zendesk tickets"
  encoding         TEXT NOT NULL,
  mapping          TEXT NOT NULL,      -- what each column was taken for, as a mapping file
  rows_in          BIGINT NOT NULL,
  rows_kept        BIGINT NOT NULL,
  rows_unchanged   BIGINT NOT NULL,
  rows_quarantined BIGINT NOT NULL,
  note             TEXT NOT NULL
);

CREATE TABLE quarantine (
  file_id     BIGINT NOT NULL,
  seq         BIGINT NOT NULL,         -- 1.. within the file
  line        BIGINT NOT NULL,
  col         BIGINT NOT NULL,         -- 1-based field; 0: the whole row
  column_name TEXT NOT NULL,
  reason      TEXT NOT NULL,
  raw         TEXT NOT NULL,           -- the row, cut at a limit
  whole_row   BOOLEAN NOT NULL,        -- false: only the cell was set aside, the row stands
  PRIMARY KEY (file_id, seq)
);

CREATE TABLE alias (                   -- every way in which some system names a party
  alias_id     BIGINT PRIMARY KEY,
  source_id    BIGINT NOT NULL,
  account_id   TEXT NOT NULL,          -- the system's own ids and words; '' where it gave none
  account_name TEXT NOT NULL,
  person_id    TEXT NOT NULL,
  email        TEXT NOT NULL,
  domain       TEXT NOT NULL,
  country      TEXT NOT NULL,
  city         TEXT NOT NULL,
  file_id      BIGINT NOT NULL,
  line         BIGINT NOT NULL
);

CREATE TABLE superseding (             -- empty outside an import: rows whose later version has just come in
  kind     BIGINT NOT NULL,
  key_hash BIGINT NOT NULL,
  row_hash BIGINT NOT NULL,
  file_id  BIGINT NOT NULL,
  line     BIGINT NOT NULL
);

CREATE TABLE f_account (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  name TEXT, parent_id TEXT, segment TEXT, region TEXT, country TEXT, city TEXT, postcode TEXT, industry TEXT, website TEXT, phone TEXT,
  employees BIGINT, customer_since DATE, churned BOOLEAN
);
CREATE TABLE f_contact (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  first_name TEXT, last_name TEXT, title TEXT, role TEXT
);
CREATE TABLE f_identity (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  seen_at TIMESTAMP
);
CREATE TABLE f_opportunity (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  name TEXT, type TEXT, stage TEXT, amount BIGINT, currency TEXT, close_date DATE, is_closed BOOLEAN, is_won BOOLEAN, contract_end DATE, loss_reason TEXT
);
CREATE TABLE f_subscription (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  start_date DATE, end_date DATE, plan TEXT, seats BIGINT, mrr BIGINT, currency TEXT, is_trial BOOLEAN, churned BOOLEAN
);
CREATE TABLE f_churn (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  churn_date DATE, reason TEXT, refund BIGINT, currency TEXT, text TEXT
);
CREATE TABLE f_invoice (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  number TEXT, issued DATE, due DATE, paid DATE, amount BIGINT, currency TEXT, status TEXT
);
CREATE TABLE f_delivery (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  order_no TEXT, promised DATE, dispatched DATE, delivered DATE, value BIGINT, currency TEXT, carrier TEXT, site TEXT
);
CREATE TABLE f_ticket (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  created_at TIMESTAMP, updated_at TIMESTAMP, solved_at TIMESTAMP, subject TEXT, body TEXT, status TEXT, priority TEXT, type TEXT, tags TEXT,
  reply_minutes BIGINT, resolution_minutes BIGINT, reopens BIGINT, satisfaction DOUBLE PRECISION, escalated BOOLEAN
);
CREATE TABLE f_response (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  recorded_at TIMESTAMP, status TEXT, finished BOOLEAN, nps BIGINT, csat DOUBLE PRECISION, language TEXT, channel TEXT
);
CREATE TABLE f_answer (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  response_id TEXT, question TEXT, label TEXT, number DOUBLE PRECISION, text TEXT, answered_at TIMESTAMP
);
CREATE TABLE f_metric (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  unit TEXT, metric TEXT, touchpoint TEXT, month DATE, value DOUBLE PRECISION, target DOUBLE PRECISION, better TEXT, measure TEXT
);
CREATE TABLE f_initiative (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  name TEXT, issue TEXT, unit TEXT, owner TEXT, countries TEXT, start_date DATE, end_date DATE, cost BIGINT, currency TEXT, leading_metric TEXT, expected TEXT, status TEXT
);
CREATE TABLE f_event (               -- append-only and large: ext_id is left empty, the key lives in key_hash
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  name TEXT, "at" TIMESTAMP, quantity BIGINT
);
