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
