-- 0078_standing: sentences that stand in many otherwise different comments and are taken off (doc/methods/sentiment.md, "Sentences that stand everywhere"); and whose a ticket is
-- where its desk says it twice: a field of the company's own before the desk's group, a channel before Freshdesk's source.
CREATE TABLE d_standing (            -- listen
  hash     BIGINT NOT NULL,          -- of the sentence, case, blanks and digits aside
--@postgres
  PRIMARY KEY (hash),
--@all
  sentence TEXT NOT NULL,            -- as the first comment has it
  comments BIGINT NOT NULL,          -- of different wording that have it
  accounts BIGINT NOT NULL           -- speakers: a comment of no account is one of its own
);
CREATE OR REPLACE VIEW ticket_place AS          -- from a ticket's own fields (team, queue, else group; channel, via, origin, else source), by their names; NULL: not said
  SELECT f.source_id, f.about_id AS ticket_id,
         coalesce(max(CASE WHEN lower(f.name) IN ('team', 'queue', 'squad', 'department', 'assignment group', 'assigned group', 'cf_group', 'cf_team', 'gruppe', 'abteilung', 'groupe', 'equipo') THEN f.value END),
                  max(CASE WHEN lower(f.name) = 'group' THEN f.value END)) AS unit,
         coalesce(max(CASE WHEN lower(f.name) IN ('channel', 'via', 'origin', 'cf_channel', 'kanal', 'canal') THEN f.value END), max(CASE WHEN lower(f.name) = 'source' THEN f.value END)) AS channel
  FROM field_named AS f
  WHERE f.about = 'ticket' AND lower(f.name) IN ('group', 'team', 'queue', 'squad', 'department', 'assignment group', 'assigned group', 'cf_group', 'cf_team', 'gruppe', 'abteilung', 'groupe', 'equipo',
    'channel', 'via', 'origin', 'cf_channel', 'kanal', 'canal', 'source')
  GROUP BY f.source_id, f.about_id;
