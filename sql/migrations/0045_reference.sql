-- 0045_reference: references that customers gave; what warnings of the forecast are worth.
CREATE TABLE f_reference (
  source_id BIGINT NOT NULL, key_hash BIGINT NOT NULL, row_hash BIGINT NOT NULL, file_id BIGINT NOT NULL, line BIGINT NOT NULL, alias_id BIGINT, superseded_by BIGINT, ext_id TEXT,
  given DATE, type TEXT, status TEXT
);
-- What a field of a CRM says: its name in small letters without signs, a Salesforce ending or a connector's beginning.  asked, declined, planned: not given.
CREATE VIEW reference_told AS
  SELECT l.account_id, CAST(r.given AS TEXT) AS said, r.source_id, r.key_hash
  FROM f_reference AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
  WHERE r.superseded_by IS NULL AND l.account_id IS NOT NULL AND r.given IS NOT NULL
    AND lower(coalesce(r.status, '')) NOT IN ('asked', 'requested', 'open', 'pending', 'planned', 'scheduled', 'declined', 'refused', 'rejected', 'withdrawn', 'cancelled', 'canceled')
  UNION ALL
  SELECT coalesce(la.account_id, lo.account_id) AS account_id, f.value AS said, f.source_id, f.key_hash
  FROM f_field AS f
  LEFT JOIN f_account AS a ON f.about = 'account' AND a.source_id = f.source_id AND a.ext_id = f.about_id AND a.superseded_by IS NULL LEFT JOIN d_alias AS la ON la.alias_id = a.alias_id
  LEFT JOIN f_opportunity AS o ON f.about = 'opportunity' AND o.source_id = f.source_id AND o.ext_id = f.about_id AND o.superseded_by IS NULL LEFT JOIN d_alias AS lo ON lo.alias_id = o.alias_id
  WHERE f.superseded_by IS NULL AND f.about IN ('account', 'opportunity') AND coalesce(la.account_id, lo.account_id) IS NOT NULL
    AND lower(f.field) LIKE '%reference%' AND replace(replace(regexp_replace(regexp_replace(lower(f.field), '_+c$', ''), '^property_', ''), '_', ''), ' ', '') IN
      ('reference', 'isreference', 'isreferencecustomer', 'referencecustomer', 'customerreference', 'referencegiven', 'gavereference', 'referencedate', 'referencegivendate', 'referencegivenon',
       'dateofreference', 'dateofreferencegiven', 'lastreferencedate', 'lastreferencegiven', 'referencesince', 'referencecustomersince', 'customerreferencedate', 'referencecalldate');
CREATE TABLE d_warning (             -- value: past renewals that the forecast would have warned of; one row a threshold
  seq BIGINT NOT NULL,
  level TEXT NOT NULL,               -- at risk | at risk or watch | everybody
  times DOUBLE PRECISION NOT NULL,   -- everybody's risk
  n BIGINT NOT NULL, warned BIGINT NOT NULL, went BIGINT NOT NULL, lost BIGINT NOT NULL,   -- looked back at; warned of, of these left; all that left
  money BIGINT NOT NULL, caught BIGINT NOT NULL,                                           -- minor units a year of all that left, of those warned of
  hit DOUBLE PRECISION, hit_low DOUBLE PRECISION, hit_high DOUBLE PRECISION,               -- went / warned, 95 % by account; NULL: too few
  found DOUBLE PRECISION, found_low DOUBLE PRECISION, found_high DOUBLE PRECISION,         -- went / lost
  found_money DOUBLE PRECISION, found_money_low DOUBLE PRECISION, found_money_high DOUBLE PRECISION,
  stake BIGINT, stake_low BIGINT, stake_high BIGINT                                        -- caught / warned
);
