-- 0030_metric_month: each unit's metric beside its customers, month by month (doc/methods/metrics.md).
CREATE TABLE d_metric_month (        -- act: the last 36 months from the first reading on, those with a reading or with something that customers lived
--@postgres
  PRIMARY KEY (metric_id, month),
--@all
  metric_id BIGINT NOT NULL,
  month     DATE NOT NULL,             -- its first day
  value     DOUBLE PRECISION,          -- mean of the month's readings; null: none
  target    DOUBLE PRECISION,          -- the latest that was known then
  ahead     DOUBLE PRECISION,          -- (value - target) / |target|, above 0 on the good side
  status    TEXT NOT NULL,             -- green | red | unknown
  needed    DOUBLE PRECISION,          -- share that customers should have got
  share     DOUBLE PRECISION,          -- share of things that went well for customers, 0..1; null: under five accounts
  low       DOUBLE PRECISION,          -- its interval, 95 %, of this month alone
  high      DOUBLE PRECISION,
  accounts  BIGINT NOT NULL,
  n         BIGINT NOT NULL,           -- things
  verdict   TEXT NOT NULL,             -- as in d_metric, held against looking every month
  span      BIGINT,                    -- months that told it: 1, 3, 6 or 12; null: none could
  since     DATE,                      -- of a disagreement: the month where it began
  told      DATE                       -- and the month that first told it
);
