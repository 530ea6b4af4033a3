-- 0067_served: what a server keeps over its restart; ids of signals last from run to run.
CREATE TABLE login_once (            -- serve: requests with an Idempotency-Key of the last day (src/serve/once.h); outlives `rebuild`
  key      BIGINT NOT NULL,           -- hash of who asked and of the key
  request  BIGINT NOT NULL,           -- hash of what was asked
--@postgres
  PRIMARY KEY (key),
--@all
  began_at TIMESTAMP NOT NULL,
  status   BIGINT,                   -- NULL: it was begun; when no server is at it any more, nobody knows how it ended
  body     TEXT NOT NULL             -- the answer
);
CREATE TABLE signal_memory (         -- signal: every signal there ever was (src/signal/told.c); outlives `rebuild`
  signal_id  BIGINT PRIMARY KEY,
  key        TEXT NOT NULL             -- stream, kind and day, a '/' between
);
-- Those of a book that was worked out before stay what they are called.
INSERT INTO signal_memory SELECT signal_id, CAST(stream_id AS TEXT) || '/' || kind || '/' || CAST("at" AS TEXT) FROM d_signal;
