-- 0076_months: contracts that are renewed every month are decided once a quarter (doc/methods/decisions.md).
ALTER TABLE d_decision_more ADD COLUMN months BIGINT;  -- what one decision is about: 12, or 3 of what can be given up every month; NULL: 12
