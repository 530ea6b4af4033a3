-- 0067_served: what a server keeps over its restart.
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
