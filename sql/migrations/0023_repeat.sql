-- 0023_repeat: comments that the same person of an account made a moment ago, in these words, numbers aside.
ALTER TABLE d_repeat ADD COLUMN again BOOLEAN;   -- TRUE: nothing new is said: a comment, and no evidence
