-- What is known about the data themselves: what was not let in, who was forgotten.

CREATE TABLE not_stored (        -- ingest, through store/fact.h: values left out at the door
  file_id     BIGINT NOT NULL,
  seq         BIGINT NOT NULL,   -- 1.. within the file
  column_name TEXT NOT NULL,     -- '' for masks in texts
  what        TEXT NOT NULL,     -- ip | location | card | last4 | bank | identity | birth | device
  how         TEXT NOT NULL,     -- header | values | text
  n           BIGINT NOT NULL,   -- values
  PRIMARY KEY (file_id, seq)
);
CREATE TABLE erasure (           -- store/forget.h: a person was forgotten; holds nothing by which one could read who
  erasure_id BIGINT PRIMARY KEY,
  email_hash TEXT NOT NULL,      -- keyed BLAKE2b, hex; the key is meta 'salt'
  who        TEXT NOT NULL,      -- who did it
  why        TEXT NOT NULL,
  erased_at  TIMESTAMP NOT NULL,
  files      BIGINT NOT NULL,    -- files in which rows of the person lay
  clean      BOOLEAN NOT NULL    -- the book's file was written anew after it
);
CREATE TABLE erasure_key (       -- store/forget.h: by what rows of that person are known when they come again
  hash       TEXT PRIMARY KEY,   -- of an e-mail address, or of source and person id
  erasure_id BIGINT NOT NULL
);
CREATE TABLE erasure_count (     -- store/forget.h
  erasure_id BIGINT NOT NULL,
  table_name TEXT NOT NULL,
  n          BIGINT NOT NULL,    -- rows changed
  PRIMARY KEY (erasure_id, table_name)
);

ALTER TABLE d_finding ADD COLUMN todo TEXT;   -- what to do about it

CREATE TABLE d_source_kind (     -- resolve: what each source brings, and whether it still does (src/resolve/fresh.h)
  source_id   BIGINT NOT NULL,
  kind        TEXT NOT NULL,     -- of src/model/kind.c
  files       BIGINT NOT NULL,
  n           BIGINT NOT NULL,   -- rows in force
  party       BOOLEAN NOT NULL,  -- such rows name a customer
  resolved    BIGINT NOT NULL,   -- rows on an account
  accounts    BIGINT NOT NULL,
  state       TEXT NOT NULL,     -- undated | unknown | fine | thin | swollen | stale
  cadence     TEXT NOT NULL,     -- in words; '': unknown
  first_day   DATE,
  last_day    DATE,              -- up to the as-of day; a monthly row reaches to its month's end
  usual       BIGINT,            -- days between days with rows; Monday to Friday where weekdays
  allowed     BIGINT,            -- days of silence before it is stale, likewise
  weekdays    BOOLEAN NOT NULL,
  expected    DATE,              -- the next day with rows
  stale_from  DATE,              -- the first day on which it is (or will be) stale
  gaps        BIGINT NOT NULL,   -- silences longer than allowed
  gap_from    DATE,              -- the longest
  gap_to      DATE,
  empty_weeks BIGINT NOT NULL,   -- where every week should bring something
  recent      DOUBLE PRECISION,  -- rows a week, last four complete weeks
  usual_week  DOUBLE PRECISION,  -- the median of up to 26 weeks before
  PRIMARY KEY (source_id, kind)
);
CREATE TABLE d_source_week (     -- resolve: the last 104 weeks of each
  source_id BIGINT NOT NULL,
  kind      TEXT NOT NULL,
  week      DATE NOT NULL,       -- Monday
  n         BIGINT NOT NULL,
  gap       BOOLEAN NOT NULL,    -- a complete week without, where there should be something
  PRIMARY KEY (source_id, kind, week)
);
CREATE TABLE d_kind (            -- resolve: accounts of which something of this kind is known
  kind     TEXT PRIMARY KEY,
  accounts BIGINT NOT NULL
);
