-- 0076_months: contracts that are renewed every month are decided once a quarter (doc/methods/decisions.md); visits cost something (doc/methods/money.md).
ALTER TABLE d_decision_more ADD COLUMN months BIGINT;  -- what one decision is about: 12, or 3 of what can be given up every month; NULL: 12
CREATE VIEW visit_told AS            -- meetings and visits that a CRM says our people had: of which account, on which day; another kind of note is none
  SELECT t.account_id, CAST(t."at" AS DATE) AS day, n.file_id, n.line, n.key_hash,
         CASE WHEN lower(n.type) LIKE '%visit%' OR lower(n.type) LIKE '%besuch%' OR lower(n.type) LIKE '%visite%' OR lower(n.type) LIKE '%field%' OR lower(n.type) LIKE '%on-site%' OR lower(n.type) LIKE '%onsite%' THEN TRUE ELSE FALSE END AS visit
  FROM note_told AS t JOIN f_note AS n ON n.file_id = t.file_id AND n.line = t.line AND n.key_hash = t.key_hash AND n.source_id = t.source_id
  WHERE n.superseded_by IS NULL AND t.account_id IS NOT NULL
    AND (lower(n.type) LIKE '%visit%' OR lower(n.type) LIKE '%besuch%' OR lower(n.type) LIKE '%visite%' OR lower(n.type) LIKE '%field%' OR lower(n.type) LIKE '%on-site%' OR lower(n.type) LIKE '%onsite%'
      OR lower(n.type) LIKE '%meeting%' OR lower(n.type) LIKE '%termin%');
