-- 0053_runs: which accounts still have a contract, apart from what was decided last (doc/decisions/299-several-contracts.md).
ALTER TABLE d_decision_more ADD COLUMN runs BOOLEAN;   -- open: its contract runs now; decided: something of the account still runs; NULL: not known
