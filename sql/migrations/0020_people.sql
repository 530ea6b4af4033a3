-- Who may use the book over HTTP, what they may see, and what they read and changed.  Facts: no stage writes here, `rebuild` leaves them alone,
-- and no question of somebody's own (SQL page, `sql`) reads these tables (store/login.h lists them).
CREATE TABLE login (              -- store: a person who signs in, or whose tokens do
  login_id   BIGINT PRIMARY KEY,
  name       TEXT NOT NULL,       -- as typed at sign-in; no two alike, upper or lower case
  role       TEXT NOT NULL,       -- viewer | analyst | unit | manager | admin
  password   TEXT NOT NULL,       -- Argon2id in its own text form, with salt and cost; '' none: tokens alone
  made_at    TIMESTAMP NOT NULL,
  changed    BIGINT NOT NULL,     -- counts changes of password, role and rules: what was signed in before one ends
  removed_at TIMESTAMP            -- NULL: may sign in.  Rows stay, so that the log's names keep their meaning
);
CREATE TABLE login_sees (         -- store: the rules of a unit owner and an account manager; nobody without rules sees anything
  login_id BIGINT NOT NULL,
  seq      BIGINT NOT NULL,
  what     TEXT NOT NULL,         -- unit | account | family | segment | region | country
  value    TEXT NOT NULL,         -- in words that survive a rebuild
  PRIMARY KEY (login_id, seq)
);
CREATE TABLE login_token (        -- store: a program's key to the API, acting as its owner
  token_id   BIGINT PRIMARY KEY,
  login_id   BIGINT NOT NULL,
  name       TEXT NOT NULL,       -- what it is for
  scopes     TEXT NOT NULL,       -- read decide intake admin, by spaces
  hash       TEXT NOT NULL,       -- BLAKE2b-256 of the token, hexadecimal; the token itself is shown once and kept nowhere
  made_at    TIMESTAMP NOT NULL,
  expires_at TIMESTAMP NOT NULL,
  revoked_at TIMESTAMP
);
CREATE TABLE login_trail (        -- serve: every read of personal data, every change, every sign-in
  trail_id BIGINT NOT NULL,
  "at"     TIMESTAMP NOT NULL,
  who      TEXT NOT NULL,         -- the name; 'this machine' where no sign-in is needed
  how      TEXT NOT NULL,         -- session | token NAME | local | sign-in
  address  TEXT NOT NULL,         -- where the request came from
  route    TEXT NOT NULL,         -- name of the operation, as in the API's description
  what     TEXT NOT NULL,         -- which id or filter; never a password or token
  status   BIGINT NOT NULL,       -- HTTP
--@postgres
  PRIMARY KEY (trail_id),
--@all
  CHECK (status > 0)
);
