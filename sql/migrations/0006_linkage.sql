-- Who is who, explained: the evidence behind links and doubtful pairs, families of accounts, roles of contacts.
CREATE TABLE d_link_evidence (       -- resolve: why two nodes are, or may be, one company; adds up to the weight in bits
  alias_id BIGINT NOT NULL,          -- smallest alias of the node that was joined, or asked about
  other_id BIGINT NOT NULL,          -- smallest alias of the node it was compared with
  seq      BIGINT NOT NULL,          -- 0: where it begins, before anything is known
  field    TEXT NOT NULL,
  level    TEXT NOT NULL,            -- in words
  bits     DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (alias_id, other_id, seq)
);
CREATE TABLE d_family (              -- resolve: the ultimate parent of each account
  account_id BIGINT PRIMARY KEY,
  top_id     BIGINT NOT NULL,        -- itself where nobody is above
  steps      BIGINT NOT NULL,
  how        TEXT NOT NULL           -- id | name | domain | itself
);
CREATE TABLE d_contact_role (        -- resolve: what a contact is for
  account_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  role       TEXT NOT NULL,          -- decision maker | economic buyer | champion | procurement | finance | executive | technical | frontline | user | other | unknown | shared mailbox
  PRIMARY KEY (account_id, contact_id)
);
ALTER TABLE d_review ADD COLUMN other_id BIGINT;          -- smallest alias of the other side's node
ALTER TABLE d_review ADD COLUMN money BIGINT;             -- invoiced to both sides, minor units, all time
ALTER TABLE d_review ADD COLUMN gain DOUBLE PRECISION;    -- bits that an answer teaches: doubt x pairs alike
