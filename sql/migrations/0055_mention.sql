-- 0055_mention: a mention's own feeling, and score changes by day, segment, region, item and signal.
-- How a theme's mention feels is known or not; NULL: unclear, or in words that are not scored.  0 is neutral, and a wish.
ALTER TABLE d_code ALTER COLUMN value DROP NOT NULL;
ALTER TABLE d_side_code ALTER COLUMN value DROP NOT NULL;
-- Score changes: of a segment or region, of rated items, on other days, and of a signal that was told.
ALTER TABLE d_score_change ADD COLUMN change_id BIGINT;
ALTER TABLE d_score_change ADD COLUMN label TEXT;      -- of a rated item
ALTER TABLE d_score_change ADD COLUMN dimension TEXT;  -- all | segment | region
ALTER TABLE d_score_change ADD COLUMN slice TEXT;      -- which of them
ALTER TABLE d_score_change ADD COLUMN signal_id BIGINT; -- explains this one; NULL: none
ALTER TABLE d_score_part ADD COLUMN change_id BIGINT;
--@postgres
ALTER TABLE d_score_change DROP CONSTRAINT d_score_change_pkey;
ALTER TABLE d_score_part DROP CONSTRAINT d_score_part_pkey;
--@all
