-- 0029_find: the words by which comments are found (store/find.h); filled by the next run of listen.
CREATE TABLE d_find_word (           -- listen: words of comments: runs of three or more letters and digits of ASCII, in small letters
  word_id BIGINT NOT NULL,           -- hash of its letters
  word    TEXT NOT NULL
);
CREATE TABLE d_find_comment (        -- listen: which comment holds which word
  word_id    BIGINT NOT NULL,
  comment_id BIGINT NOT NULL
);
--@postgres
CREATE INDEX d_find_comment_word ON d_find_comment (word_id);
--@all
