-- 0028_heard: what comes in costs what it weighs; and who was heard, said in one place.
CREATE TABLE alias_words (           -- what an import knows an alias by; made again from `alias` where a row is missing
--@postgres
  PRIMARY KEY (alias_id),
--@all
  alias_id BIGINT NOT NULL,
  words    BIGINT NOT NULL           -- 64-bit hash of its source and words
);
CREATE TABLE d_alias_fresh (         -- resolve: aliases that came in since the last whole run and wait for an account; empty outside an increment
--@postgres
  PRIMARY KEY (alias_id),
--@all
  alias_id BIGINT NOT NULL
);
-- The days on which somebody spoke to us: answers that count, and tickets.  An answer that does not count has no day; left out by a condition,
-- it makes DuckDB expect few of them and read a whole book into a join.
CREATE VIEW heard AS
  SELECT alias_id, CASE WHEN reason IS NULL THEN CAST(recorded_at AS DATE) END AS day FROM response_judged
  UNION ALL SELECT alias_id, CAST(created_at AS DATE) AS day FROM f_ticket WHERE superseded_by IS NULL;
