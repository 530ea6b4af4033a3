-- 0038_metric_side: what customers do, rate and say at the touchpoint of each unit's metric (doc/methods/metrics.md).
CREATE TABLE d_metric_side (         -- act: the last 365 days; a side is there when five accounts or more have it
--@postgres
  PRIMARY KEY (metric_id, side),
--@all
  metric_id  BIGINT NOT NULL,
  side       TEXT NOT NULL,            -- done | rated | said
  touchpoint TEXT NOT NULL,            -- delivery | support | billing | ...: the key it was found by
  words      TEXT NOT NULL,            -- of what is counted
  needed     DOUBLE PRECISION NOT NULL, -- share that has to go well
  share      DOUBLE PRECISION NOT NULL, -- share that does, 0..1
  low        DOUBLE PRECISION NOT NULL, -- interval, 95 % for all sides of the metric together
  high       DOUBLE PRECISION NOT NULL,
  accounts   BIGINT NOT NULL,
  n          BIGINT NOT NULL,          -- things
  state      TEXT NOT NULL             -- green | red | open
);
