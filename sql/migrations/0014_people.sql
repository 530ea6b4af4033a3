-- Doubtful persons wait for an answer as doubtful companies do: with money, what an answer teaches, and the waterfall.
ALTER TABLE d_person_link ADD COLUMN money BIGINT;            -- invoiced to the accounts of both, minor units, all time
ALTER TABLE d_person_link ADD COLUMN gain DOUBLE PRECISION;   -- bits that an answer teaches: doubt x pairs alike
CREATE TABLE d_person_evidence (     -- resolve: why two persons are, or may be, one; adds up to the weight in bits
  contact_id  BIGINT NOT NULL,       -- as in d_person_link
  other_id    BIGINT NOT NULL,
  seq         BIGINT NOT NULL,       -- 0: where it begins, before anything is known
  field       TEXT NOT NULL,
  level       TEXT NOT NULL,         -- in words
  bits        DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (contact_id, other_id, seq)
);
