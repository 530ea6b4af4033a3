-- 0062_before: what was before: ids that a person had, values that a record had.
ALTER TABLE f_identity ADD COLUMN previous_id TEXT;   -- another id of the same person in the same system
