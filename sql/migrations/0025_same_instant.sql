-- 0025_same_instant: tasks know how many of what they took up was said at `said_at` itself, so that more of that very second is news.
ALTER TABLE task ADD COLUMN said_same BIGINT;    -- NULL, of older tasks: all of it
