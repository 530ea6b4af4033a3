-- Rows read again: what was set aside and mended, columns that wait for an answer, which version of a record is the
-- newest, and records deleted at their source.  Facts: rebuild leaves them alone.

CREATE TABLE record_state (      -- store/fact.h: of records whose version can be told by time; a later row of a key wins
  kind       BIGINT NOT NULL,    -- KindId
  key_hash   BIGINT NOT NULL,
  file_id    BIGINT NOT NULL,
  seq        BIGINT PRIMARY KEY, -- in the order in which they took effect
  changed_at TIMESTAMP,          -- last change: by the record's own stamp, else when its file was exported; NULL: not known
  deleted    BOOLEAN NOT NULL    -- at its source; its rows are kept and count no more
);
CREATE TABLE file_export (       -- likewise: files of which it is known when they were exported
  file_id     BIGINT PRIMARY KEY,
  exported_at TIMESTAMP NOT NULL -- by the date in its name, or as said
);
ALTER TABLE superseding ADD COLUMN any_row BOOLEAN;        -- whatever its file and line

CREATE TABLE file_reading (      -- ingest, through store/fact.h: how a file was read, so that a row of it can be read again without it
  file_id   BIGINT PRIMARY KEY,
  box       TEXT NOT NULL,       -- table | json
  reader    BIGINT NOT NULL,     -- ShapeReader
  style     BIGINT NOT NULL,     -- SurveyStyle
  leave_out TEXT NOT NULL,       -- columns of a survey that are no questions
  settled   TEXT NOT NULL        -- what its columns were decided to mean: a line each (ingest/memo.h)
);
CREATE TABLE file_head (         -- likewise: the records above its data, as they stand
  file_id BIGINT NOT NULL,
  seq     BIGINT NOT NULL,
  record  TEXT NOT NULL,
  PRIMARY KEY (file_id, seq)
);
CREATE TABLE quarantine_row (    -- likewise: the whole row behind an entry of quarantine
  file_id   BIGINT NOT NULL,
  seq       BIGINT NOT NULL,     -- of table quarantine
  first_seq BIGINT NOT NULL,     -- of the first entry of the same row, which holds its text
  record    TEXT,
  context   TEXT,                -- what a ledger carried into it: section, date, type, number
  PRIMARY KEY (file_id, seq)
);
CREATE TABLE quarantine_fixed (  -- likewise: entries of quarantine that were mended; their rows are facts with the same file and line
  file_id     BIGINT NOT NULL,
  seq         BIGINT NOT NULL,   -- as it was in table quarantine
  line        BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  reason      TEXT NOT NULL,     -- why it had been set aside
  whole_row   BOOLEAN NOT NULL,
  record      TEXT NOT NULL,     -- the row as it stood
  fixed       TEXT NOT NULL,     -- as it was read
  how         TEXT NOT NULL,     -- hand | answer | again: mended by hand; a question was answered; the same row came again
  who         TEXT NOT NULL,
  fixed_at    TIMESTAMP NOT NULL,
  PRIMARY KEY (file_id, seq)
);
CREATE TABLE question (          -- likewise: columns whose dates can be read both ways
  file_id     BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  required    BOOLEAN NOT NULL,  -- its rows wait; else they stand without the value
  examples    TEXT NOT NULL,
  answer      TEXT,              -- dmy | mdy; NULL: open
  who         TEXT,
  answered_at TIMESTAMP,
  PRIMARY KEY (file_id, column_name)
);
