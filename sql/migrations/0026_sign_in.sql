-- Sign-in at a provider of OpenID Connect: which of its accounts is whose.  Facts like `login`; no question of somebody's own reads them.
ALTER TABLE login ADD COLUMN email TEXT;  -- the address a provider must vouch for at the first sign-in; NULL: the name is the address
CREATE TABLE login_link (         -- store: a person's account at a provider, from the first sign-in there on
  issuer   TEXT NOT NULL,         -- the provider's own name, byte for byte
  subject  TEXT NOT NULL,         -- what it calls the person; never given to another
  login_id BIGINT NOT NULL,
  email    TEXT NOT NULL,         -- the verified address by which the two were joined
  made_at  TIMESTAMP NOT NULL,
  PRIMARY KEY (issuer, subject)
);
