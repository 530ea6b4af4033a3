-- Fields of a company's own: what a desk, or a CRM, calls custom fields.

CREATE TABLE f_field (               -- about, about_id: the record they are of; "ticket field", "ticket option": what ids of fields and options mean
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  about TEXT, about_id TEXT, field TEXT, value TEXT
);

CREATE VIEW field_named AS           -- fields of records in force, by the names a system gives to its ids where the book has them
  SELECT f.source_id, f.about, f.about_id, coalesce(n.value, f.field) AS name, coalesce(o.value, f.value) AS value, f.file_id, f.line
  FROM f_field AS f
  LEFT JOIN f_field AS n ON n.source_id = f.source_id AND n.about = concat(f.about, ' field') AND n.about_id = f.field AND n.superseded_by IS NULL
  LEFT JOIN f_field AS o ON o.source_id = f.source_id AND o.about = concat(f.about, ' option') AND o.about_id = f.field AND o.field = f.value AND o.superseded_by IS NULL
  WHERE f.superseded_by IS NULL AND f.about NOT LIKE '% field' AND f.about NOT LIKE '% option';
