-- 0043_clip: the recording of a call, which lies as a file beside the book (src/store/clip.h).
CREATE TABLE clip (                  -- import, forget: the recording of a call
  source_id BIGINT NOT NULL,
  call_id   TEXT NOT NULL,             -- of f_utterance
  digest    TEXT NOT NULL,             -- of its bytes (BLAKE2b, hex): its name in the folder beside the book; empty: erased, and not to be kept again
  bytes     BIGINT NOT NULL,
  form      TEXT NOT NULL,             -- wav | mp3 | ogg | flac | m4a | aac | webm, by its first bytes; empty: erased
  PRIMARY KEY (source_id, call_id)
);

CREATE VIEW comment_clip AS          -- comments from calls whose sentence can be played: an account that forbids quoting has none
  SELECT k.account_id, k.comment_id, k.from_ms, k.to_ms, c.digest, c.form, c.bytes FROM d_comment_call AS k
  JOIN clip AS c ON c.source_id = k.source_id AND c.call_id = k.call_id
  WHERE c.digest <> '' AND NOT EXISTS (SELECT 1 FROM d_account AS a JOIN voice_permission AS g ON g.name = a.name WHERE g.what = 'forbid' AND a.account_id = k.account_id);
