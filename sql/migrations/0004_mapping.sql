-- Mappings a person confirmed, by the header of the file they were confirmed for.  Written by ingest in the file's own
-- transaction and by app (forget); a fact: rebuild leaves it alone.
CREATE TABLE mapping_memory (
  mapping_id  BIGINT PRIMARY KEY,
  fingerprint TEXT NOT NULL UNIQUE,   -- of the kind of container and the header's words, whatever their order
  header      TEXT NOT NULL,          -- those words, sorted, one column a line
  name        TEXT NOT NULL,          -- the file it was confirmed for
  mapping     TEXT NOT NULL,          -- a mapping file with one section
  who         TEXT NOT NULL,
  first_used  TIMESTAMP NOT NULL,
  last_used   TIMESTAMP NOT NULL,
  used        BIGINT NOT NULL         -- files read with it
);

-- The header of each file that is a table, as it stands in the file; what was set aside is written out under it.
CREATE TABLE file_header (
  file_id   BIGINT PRIMARY KEY,
  delimiter TEXT NOT NULL,            -- between the cells of its raw rows
  header    TEXT NOT NULL             -- a record: cells quoted where needed
);
