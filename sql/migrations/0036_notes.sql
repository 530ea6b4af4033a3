-- 0036_notes: what our own people write down in a CRM.
CREATE TABLE f_note (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  "at" TIMESTAMP, type TEXT, author TEXT, title TEXT, text TEXT, about_id TEXT
);
-- A title is words of its own only where it is a sentence: 'Call' is none.  A logged e-mail may be the customer's or ours, which nothing says.
CREATE VIEW note_told AS             -- notes in force, what they say, and of whom: their own account, or that of the account, deal or person they are about
  SELECT n.source_id, n.key_hash, n.file_id, n.line, n."at", CASE WHEN n.text IS NOT NULL THEN n.text WHEN n.title LIKE '% % % %' THEN n.title END AS words,
         coalesce(l.account_id, la.account_id, lo.account_id, lc.account_id) AS account_id
  FROM f_note AS n LEFT JOIN d_alias AS l ON l.alias_id = n.alias_id
  LEFT JOIN f_account AS a ON a.source_id = n.source_id AND a.ext_id = n.about_id AND a.superseded_by IS NULL LEFT JOIN d_alias AS la ON la.alias_id = a.alias_id
  LEFT JOIN f_opportunity AS o ON o.source_id = n.source_id AND o.ext_id = n.about_id AND o.superseded_by IS NULL LEFT JOIN d_alias AS lo ON lo.alias_id = o.alias_id
  LEFT JOIN f_contact AS c ON c.source_id = n.source_id AND c.ext_id = n.about_id AND c.superseded_by IS NULL LEFT JOIN d_alias AS lc ON lc.alias_id = c.alias_id
  WHERE n.superseded_by IS NULL AND n."at" IS NOT NULL AND lower(coalesce(n.type, '')) NOT LIKE '%email%';
