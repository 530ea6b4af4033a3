-- 0063_text_vector: vectors of the sentence encoder that a run need not make again, and what a person's labels taught with them (doc/methods/encoder.md).
CREATE TABLE d_text_vector (         -- listen: texts that the last whole run had encoded (src/listen/vectors.h)
  text_hash BIGINT NOT NULL,         -- of the text and of the encoder's weights
--@postgres
  PRIMARY KEY (text_hash),
--@all
  hex       TEXT NOT NULL            -- 512 numbers, two digits each: 128 and a thousand-and-twenty-fourth
);
CREATE TABLE d_theme_taught (        -- listen: one row where a person's labels taught with vectors, beside d_theme_learned
  labels     BIGINT NOT NULL,        -- comments a person has labelled, of which it learned
--@postgres
  PRIMARY KEY (labels),
--@all
  themes     BIGINT NOT NULL,        -- themes, and none of them, that it tells apart
  encoded    BIGINT NOT NULL,        -- comments without a label that its teacher looked at, the least sure first
  alone_f1   DOUBLE PRECISION NOT NULL, -- mean F1 of these themes by words and coding alone, on labels not learned from
  learned_f1 DOUBLE PRECISION NOT NULL, -- the same of what the teacher taught
  used       BOOLEAN NOT NULL
);
