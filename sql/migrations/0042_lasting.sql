-- 0042_lasting: ids of issues and streams last from run to run; both tables outlive `rebuild`, as theme_memory does.
CREATE TABLE issue_memory (          -- link: every issue there ever was, by what it is (src/link/rule.h)
  issue_id   BIGINT PRIMARY KEY,
  key        TEXT NOT NULL             -- promise | ticket:reply | ticket:escalated | ticket:rated | theme:ID
);
CREATE TABLE stream_memory (         -- signal: every stream there ever was, by measure and cut (src/signal/stream.h)
  stream_id  BIGINT PRIMARY KEY,
  key        TEXT NOT NULL             -- measure, item, dimension and value, a '/' between
);
--@postgres
CREATE INDEX d_comment_key_key ON d_comment_key (key);   -- a comment's own page
--@all
-- Those of a book that was worked out before stay what they are called.
INSERT INTO issue_memory SELECT issue_id,
  CASE kind WHEN 'promise' THEN 'promise' WHEN 'theme' THEN 'theme:' || CAST(theme_id AS TEXT)
    ELSE 'ticket:' || CASE official WHEN 'First reply slower than most' THEN 'reply' WHEN 'Ticket escalated' THEN 'escalated' ELSE 'rated' END END
FROM d_issue;
INSERT INTO stream_memory SELECT t.stream_id, t.measure || '/' || i.item || '/' || t.dimension || '/' || t.value
FROM d_stream AS t JOIN d_stream_item AS i ON i.stream_id = t.stream_id;
