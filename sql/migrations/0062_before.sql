-- 0062_before: what was before: ids that a person had, values that a record had.
ALTER TABLE f_identity ADD COLUMN previous_id TEXT;   -- another id of the same person in the same system
CREATE TABLE f_change (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  about TEXT, about_id TEXT, field TEXT, old_value TEXT, new_value TEXT, "at" TIMESTAMP, author TEXT
);
-- Changes in force.  Of several exports that tell the same one counts; where only the values are told, the one before is what was changed.
CREATE VIEW change_told AS
  SELECT source_id, key_hash, row_hash, file_id, line, alias_id, about, about_id, field, old_value, new_value, "at", author
  FROM (SELECT source_id, key_hash, row_hash, file_id, line, alias_id, about, about_id, field, new_value, "at", author,
               coalesce(old_value, lag(new_value) OVER (PARTITION BY source_id, about, about_id, field ORDER BY "at", file_id, line, row_hash)) AS old_value
        FROM (SELECT c.*, row_number() OVER (PARTITION BY c.source_id, c.about, c.about_id, c.field, c."at", coalesce(c.new_value, '')
                                             ORDER BY CASE WHEN c.old_value IS NULL THEN 1 ELSE 0 END, c.file_id, c.line, c.row_hash) AS place
              FROM f_change AS c WHERE c.superseded_by IS NULL AND c."at" IS NOT NULL) AS one
        WHERE one.place = 1) AS told
  WHERE coalesce(old_value, '') <> coalesce(new_value, '');
CREATE TABLE d_change (              -- resolve: what changed of an account and of its deals and contracts, newest first
  account_id BIGINT NOT NULL, seq BIGINT NOT NULL,
--@postgres
  PRIMARY KEY (account_id, seq),
--@all
  source_id  BIGINT NOT NULL,
  about      TEXT NOT NULL,          -- account | opportunity | contact | subscription
  about_id   TEXT NOT NULL,          -- its id, or its name
  name       TEXT,                   -- as its newest version calls it; NULL: the book does not hold it
  field      TEXT NOT NULL,
  old_value  TEXT, new_value TEXT,   -- NULL: nothing
  "at"       TIMESTAMP NOT NULL,
  file_id    BIGINT NOT NULL, line BIGINT NOT NULL
);
