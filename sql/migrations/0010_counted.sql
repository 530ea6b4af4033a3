-- Responses that are no customer's word, in one place.

CREATE VIEW response_aside AS        -- kept as facts, and counted by no stage: previews, test responses, spam, unfinished ones
  SELECT source_id, ext_id, file_id, line, recorded_at, reason FROM (
    SELECT source_id, ext_id, file_id, line, recorded_at,
           CASE WHEN lower(coalesce(status, '')) LIKE '%preview%' OR lower(coalesce(channel, '')) = 'preview' THEN 'preview'
                WHEN lower(coalesce(status, '')) LIKE '%survey test%' OR lower(coalesce(channel, '')) = 'test' THEN 'test'
                WHEN lower(coalesce(status, '')) LIKE '%spam%' THEN 'spam'
                WHEN finished = FALSE THEN 'unfinished' END AS reason
    FROM f_response WHERE superseded_by IS NULL) AS r
  WHERE reason IS NOT NULL;

CREATE VIEW response_counted AS      -- the responses that count
  SELECT source_id, key_hash, file_id, line, alias_id, ext_id, recorded_at, status, finished, nps, csat, language, channel
  FROM f_response WHERE superseded_by IS NULL AND coalesce(finished, TRUE) = TRUE
    AND lower(coalesce(status, '')) NOT LIKE '%preview%' AND lower(coalesce(status, '')) NOT LIKE '%survey test%'
    AND lower(coalesce(status, '')) NOT LIKE '%spam%' AND lower(coalesce(channel, '')) NOT IN ('preview', 'test');
