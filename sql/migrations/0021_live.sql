-- What comes in live: coded as it comes.
CREATE TABLE d_theme_kept (          -- listen: the themes of the last whole run, to code later comments by (src/listen/keep.h)
  seq  BIGINT NOT NULL,
--@postgres
  PRIMARY KEY (seq),
--@all
  part TEXT NOT NULL
);
CREATE TABLE d_comment_fresh (       -- listen: keys of the comments being coded; empty outside an increment
  key TEXT NOT NULL
);
CREATE TABLE task (                  -- act: what somebody should do; outlives `rebuild`.  How it ended is a `verdict` of stage 'task'
  task_id      BIGINT PRIMARY KEY,
  rule         TEXT NOT NULL,        -- detractor | broken | signal
  account_id   BIGINT NOT NULL,      -- 0: of no single account
  account      TEXT NOT NULL,        -- its name when the task was made
  cause        TEXT NOT NULL,        -- the theme, the expectation, the stream; one open task a rule, account and cause
  words        TEXT NOT NULL,        -- what the customer said first, in full sentences; '' of a signal without a quote
  score        BIGINT,
  money        BIGINT NOT NULL,      -- invoiced in the year to the as-of day, minor units; of a signal: to all it shows in
  owner        TEXT NOT NULL,        -- who does it; '' : nobody was named
  said_n       BIGINT NOT NULL,      -- comments, or looks, that are behind it
  said_at      TIMESTAMP NOT NULL,   -- the newest of them
  made_at      TIMESTAMP NOT NULL,
  escalated_at TIMESTAMP             -- once, by age
);
CREATE TABLE job (                   -- serve: what was worked out, and what is; outlives `rebuild`
  job_id     BIGINT PRIMARY KEY,
  kind       TEXT NOT NULL,          -- recompute | nightly | weekly
  who        TEXT NOT NULL,          -- who asked; 'schedule'
  started_at TIMESTAMP NOT NULL,
  ended_at   TIMESTAMP,              -- NULL: it runs, or the server ended before it did
  state      TEXT NOT NULL,          -- running | done | failed | cancelled | lost
  detail     TEXT NOT NULL           -- of a failure the reason; of a report where it lies
);
CREATE TABLE notice (                -- serve: the outbox of tasks; outlives `rebuild`
  notice_id BIGINT PRIMARY KEY,
  task_id   BIGINT NOT NULL,
  why       TEXT NOT NULL,           -- made | escalated
  way       TEXT NOT NULL,           -- webhook | e-mail
  address   TEXT NOT NULL,           -- of an e-mail; '' of a webhook
  queued_at TIMESTAMP NOT NULL,
  next_at   TIMESTAMP NOT NULL,      -- not before
  tries     BIGINT NOT NULL,
  sent_at   TIMESTAMP,               -- NULL: it waits, or was given up
  failed    TEXT NOT NULL            -- why the last try was not taken
);
