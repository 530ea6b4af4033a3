-- What is known about the data themselves: what was not let in.

CREATE TABLE not_stored (        -- ingest, through store/fact.h: values left out at the door
  file_id     BIGINT NOT NULL,
  seq         BIGINT NOT NULL,   -- 1.. within the file
  column_name TEXT NOT NULL,     -- '' for masks in texts
  what        TEXT NOT NULL,     -- ip | location | card | last4 | bank | identity | birth | device
  how         TEXT NOT NULL,     -- header | values | text
  n           BIGINT NOT NULL,   -- values
  PRIMARY KEY (file_id, seq)
);
