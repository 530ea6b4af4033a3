-- 0063_text_vector: vectors of the sentence encoder that a run need not make again (doc/methods/encoder.md).
CREATE TABLE d_text_vector (         -- listen: texts that the last whole run had encoded (src/listen/vectors.h)
  text_hash BIGINT NOT NULL,         -- of the text and of the encoder's weights
--@postgres
  PRIMARY KEY (text_hash),
--@all
  hex       TEXT NOT NULL            -- 512 numbers, two digits each: 128 and a thousand-and-twenty-fourth
);
