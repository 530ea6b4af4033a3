-- 0060_sub_theme: how each sub-theme feels, and what stands for it (doc/methods/themes.md).
CREATE TABLE d_sub_theme (           -- listen: beside d_theme_state, which counts comments and accounts
  theme_id  BIGINT NOT NULL,         -- the sub-theme
  negative  BIGINT NOT NULL,         -- comments that speak of it with a feeling below 0
--@postgres
  PRIMARY KEY (theme_id),
--@all
  sentiment DOUBLE PRECISION         -- mean over accounts of each one's mean, -1 to 1; NULL: none was scored
);
CREATE TABLE d_sub_quote (           -- listen: comments that stand for a sub-theme, as d_quote for themes
  theme_id   BIGINT NOT NULL,        -- the sub-theme
  rank       BIGINT NOT NULL,        -- 1..3
  account_id BIGINT NOT NULL,
--@postgres
  PRIMARY KEY (theme_id, rank),
--@all
  comment_id BIGINT NOT NULL
);
