-- More kinds of fact: money beside invoices, exchange rates, single messages, reviews, calls; and the rows behind the
-- tie-out of the ledger.  What is added to a table of 0001 stands at its end, as in src/model/kind.c.

ALTER TABLE f_subscription ADD COLUMN status TEXT;
ALTER TABLE f_subscription ADD COLUMN canceled_at DATE;              -- the request; revenue stops on end_date
ALTER TABLE f_subscription ADD COLUMN cancel_at_period_end BOOLEAN;
ALTER TABLE f_subscription ADD COLUMN period_end DATE;
ALTER TABLE f_subscription ADD COLUMN billing_interval TEXT;

CREATE TABLE f_payment (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  paid_at TIMESTAMP, amount BIGINT, refunded BIGINT, fee BIGINT, currency TEXT, status TEXT, invoice TEXT, method TEXT, reason TEXT
);
CREATE TABLE f_rate (                -- rate: exact decimal as text, units of quote for one of base
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  day DATE, base TEXT, quote TEXT, rate TEXT
);
CREATE TABLE f_ledger (              -- amount: in the account's natural sign
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  posted DATE, entry TEXT, number TEXT, name TEXT, memo TEXT, account TEXT, amount BIGINT, currency TEXT, subsidiary TEXT, side TEXT
);
CREATE TABLE f_message (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  ticket_id TEXT, "at" TIMESTAMP, side TEXT, author TEXT, text TEXT
);
CREATE TABLE f_review (              -- rating: 0 to 1
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  "at" TIMESTAMP, rating DOUBLE PRECISION, title TEXT, text TEXT, site TEXT, author TEXT, product TEXT
);
CREATE TABLE f_utterance (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  call_id TEXT, "at" TIMESTAMP, seq BIGINT, speaker TEXT, side TEXT, from_ms BIGINT, to_ms BIGINT, text TEXT, audio TEXT
);

CREATE TABLE quarantine_money (      -- what a row set aside would have been worth, where that could be read
  file_id  BIGINT NOT NULL,
  seq      BIGINT NOT NULL,          -- of table quarantine
  day      DATE,
  currency TEXT,
  amount   BIGINT,                   -- minor units
  PRIMARY KEY (file_id, seq)
);

CREATE TABLE d_ledger_part (         -- value: what the tie-out adds up, a row a month, currency and part
  part_id  BIGINT PRIMARY KEY,
  month    DATE,                     -- NULL: the row's date could not be read
  currency TEXT NOT NULL,            -- '': could not be read
  part     TEXT NOT NULL,            -- see doc/methods/ledger.md
  n        BIGINT NOT NULL,          -- rows
  amount   BIGINT NOT NULL,          -- minor units
  reporting BIGINT                   -- the same in the book's currency, by the rates in it; NULL: a rate is missing
);
CREATE TABLE d_ledger_row (          -- value: every difference, with its rows
  row_id     BIGINT PRIMARY KEY,
  month      DATE,
  currency   TEXT NOT NULL,
  reason     TEXT NOT NULL,          -- see doc/methods/ledger.md
  number     TEXT NOT NULL,          -- of the invoice; '': none
  amount     BIGINT,                 -- of the row in the file; NULL: not legible
  expected   BIGINT,                 -- what it should tie to; NULL: nothing is there
  difference BIGINT,
  note       TEXT NOT NULL,
  file_id    BIGINT NOT NULL,
  line       BIGINT NOT NULL,
  other_file BIGINT,                 -- the row on the other side
  other_line BIGINT
);
