-- Who is who, deeper: more columns that tell companies and people apart, and links between persons.
ALTER TABLE f_account ADD COLUMN street TEXT;      -- street and number
ALTER TABLE f_account ADD COLUMN tax_id TEXT;      -- tax or VAT id
ALTER TABLE f_account ADD COLUMN other_ids TEXT;   -- what other systems call it, divided by blanks
ALTER TABLE f_contact ADD COLUMN phone TEXT;
CREATE TABLE d_person_link (         -- resolve: persons that are one, or may be
  contact_id  BIGINT NOT NULL,       -- the smaller of the two first aliases
  other_id    BIGINT NOT NULL,       -- the other's
  account_id  BIGINT NOT NULL,       -- of contact_id
  other_account_id BIGINT NOT NULL,  -- of other_id
  kind        TEXT NOT NULL,         -- same: joined | elsewhere: the same person at another company, not joined | ask, ask elsewhere: for a person to say
  probability DOUBLE PRECISION NOT NULL,
  why         TEXT NOT NULL,
  PRIMARY KEY (contact_id, other_id)
);
