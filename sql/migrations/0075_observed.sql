-- 0075_observed: what came of an action in money, as it was billed, decided and handled (doc/methods/audit.md).
CREATE TABLE d_observed (            -- act: one row an audit and outcome; figures missing where nothing can be told, and the note says why
--@postgres
  PRIMARY KEY (audit_id, outcome),
--@all
  audit_id   BIGINT NOT NULL,
  outcome    TEXT NOT NULL,          -- kept | renewed | billed | serve
  months     BIGINT NOT NULL,        -- whole months since the start that were compared
  effect     DOUBLE PRECISION,       -- share of what was up for renewal, of the decisions, of what was billed before; serve: minor units an account; more is better
  low        DOUBLE PRECISION,
  high       DOUBLE PRECISION,
  money      BIGINT,                 -- minor units over these months; renewed has none
  money_low  BIGINT,
  money_high BIGINT,
  modelled   BIGINT,                 -- kept: what the model says of as many months
  p          DOUBLE PRECISION,
  placebo_p  DOUBLE PRECISION,       -- of the same comparison a year earlier, when nothing was done
  n_reached  BIGINT NOT NULL,        -- accounts
  n_others   BIGINT NOT NULL,
  method     TEXT NOT NULL,
  grade      TEXT NOT NULL,
  note       TEXT NOT NULL
);
CREATE TABLE d_issue_proof (         -- act: what an audit says of an issue's effect on renewals; one row an issue that some audit is about
  issue_id BIGINT NOT NULL,
--@postgres
  PRIMARY KEY (issue_id),
--@all
  audit_id BIGINT NOT NULL,          -- that decided
  action   TEXT NOT NULL,
  was      TEXT NOT NULL,            -- grade of the effect alone (d_effect)
  grade    TEXT NOT NULL,            -- with the audit
  way      TEXT NOT NULL,            -- raised | lowered | stays
  reason   TEXT NOT NULL
);
CREATE TABLE d_lesson_audit (        -- act: the audits behind d_lesson
  kind     TEXT NOT NULL,            -- promise | ticket | theme
  audit_id BIGINT NOT NULL,
--@postgres
  PRIMARY KEY (kind, audit_id),
--@all
  action   TEXT NOT NULL,
  verdict  TEXT NOT NULL,            -- worked | did not
  share    DOUBLE PRECISION NOT NULL, -- of the issue taken away
  low      DOUBLE PRECISION,
  high     DOUBLE PRECISION
);
