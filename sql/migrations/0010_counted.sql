-- Responses that are no customer's word, in one place.

CREATE VIEW response_judged AS       -- every response in force, and why it is no customer's word; NULL: it is one
  SELECT source_id, key_hash, file_id, line, alias_id, ext_id, recorded_at, status, finished, nps, csat, language, channel,
         CASE WHEN lower(coalesce(status, '')) LIKE '%preview%' OR lower(coalesce(channel, '')) = 'preview' THEN 'preview'
              WHEN lower(coalesce(status, '')) LIKE '%survey test%' OR lower(coalesce(channel, '')) = 'test' THEN 'test'
              WHEN lower(coalesce(status, '')) LIKE '%spam%' THEN 'spam'
              WHEN finished = FALSE THEN 'unfinished' END AS reason
  FROM f_response WHERE superseded_by IS NULL;

CREATE VIEW response_aside AS        -- kept as facts, and counted by no stage; few, so they are made once and not once a row that asks
  WITH aside AS MATERIALIZED (
    SELECT source_id, ext_id, file_id, line, recorded_at, reason FROM response_judged WHERE reason IS NOT NULL)
  SELECT source_id, ext_id, file_id, line, recorded_at, reason FROM aside;

CREATE VIEW response_counted AS      -- the responses that count
  SELECT source_id, key_hash, file_id, line, alias_id, ext_id, recorded_at, status, finished, nps, csat, language, channel
  FROM response_judged WHERE reason IS NULL;
