-- 0048_ticket_place: whose a ticket is, and the way it came, where its desk says so.
CREATE VIEW ticket_place AS          -- from a ticket's own fields (group, team, queue; channel, via, origin), by their names; NULL: not said
  SELECT f.source_id, f.about_id AS ticket_id,
         max(CASE WHEN lower(f.name) IN ('group', 'team', 'queue', 'squad', 'department', 'assignment group', 'assigned group', 'cf_group', 'cf_team', 'gruppe', 'abteilung', 'groupe', 'equipo') THEN f.value END) AS unit,
         max(CASE WHEN lower(f.name) IN ('channel', 'via', 'origin', 'cf_channel', 'kanal', 'canal') THEN f.value END) AS channel
  FROM field_named AS f
  WHERE f.about = 'ticket' AND lower(f.name) IN ('group', 'team', 'queue', 'squad', 'department', 'assignment group', 'assigned group', 'cf_group', 'cf_team', 'gruppe', 'abteilung', 'groupe', 'equipo',
    'channel', 'via', 'origin', 'cf_channel', 'kanal', 'canal')
  GROUP BY f.source_id, f.about_id;
