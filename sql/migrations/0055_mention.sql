-- 0055_mention: how a theme's mention feels is known or not; NULL: unclear, or in words that are not scored.  0 is neutral, and a wish.
ALTER TABLE d_code ALTER COLUMN value DROP NOT NULL;
ALTER TABLE d_side_code ALTER COLUMN value DROP NOT NULL;
