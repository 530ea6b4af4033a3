-- 0031_index_weight: limits of what an item weighs in the satisfaction index; NULL until the next run.
ALTER TABLE d_index_item ADD COLUMN weight_low DOUBLE PRECISION;
ALTER TABLE d_index_item ADD COLUMN weight_high DOUBLE PRECISION;
