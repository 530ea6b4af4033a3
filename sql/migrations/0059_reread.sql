-- 0059_reread: files to be imported again, since what was said about a column's dates was taken back; own fields by account.
CREATE TABLE reread (                -- ingest, serve: facts, as `question` is
  file_id       BIGINT NOT NULL,     -- a file that was read by the answer
  column_name   TEXT NOT NULL,
  question_file BIGINT NOT NULL,     -- of the question in table `question`: what is said of it now
  was           TEXT NOT NULL,       -- dmy | mdy: how its rows in the book were read
  who           TEXT NOT NULL,
  asked_at      TIMESTAMP NOT NULL,
  PRIMARY KEY (file_id, column_name)
);
CREATE TABLE d_account_field (       -- resolve: own fields of an account and of its contracts, deals and invoices; the same value of several of these once
  account_id BIGINT NOT NULL, seq BIGINT NOT NULL,   -- the account's own first
  source_id  BIGINT NOT NULL,
  about      TEXT NOT NULL,          -- account | subscription | opportunity | invoice
  name       TEXT NOT NULL,
  value      TEXT NOT NULL,
  n          BIGINT NOT NULL         -- records that have it
);
