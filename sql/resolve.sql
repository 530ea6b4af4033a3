-- name: account_facts
SELECT alias_id, source_id, ext_id, name, parent_id, segment, region, country, city, postcode, phone, industry, website, employees, customer_since, churned, street, tax_id, other_ids
FROM f_account WHERE superseded_by IS NULL AND alias_id IS NOT NULL ORDER BY file_id, line
-- name: contact_facts
SELECT alias_id, first_name, last_name, title, role, phone FROM f_contact WHERE superseded_by IS NULL AND alias_id IS NOT NULL ORDER BY file_id, line
-- name: identity_said
-- Which ids of a system are one person's, as it says itself.
SELECT f.source_id, l.person_id, f.previous_id FROM f_identity AS f JOIN alias AS l ON l.alias_id = f.alias_id
WHERE f.superseded_by IS NULL AND f.previous_id <> '' AND l.person_id <> '' AND f.previous_id <> l.person_id
GROUP BY f.source_id, l.person_id, f.previous_id ORDER BY f.source_id, f.previous_id, l.person_id
-- name: second_addresses
-- Fields of contacts' own records that hold addresses, with the record's address.
SELECT DISTINCT l.source_id, lower(l.email) AS email, f.field, lower(f.value) AS value FROM f_field AS f
JOIN alias AS l ON l.source_id = f.source_id AND l.person_id = f.about_id WHERE f.superseded_by IS NULL AND f.about = 'contact' AND l.person_id <> ''
  AND strpos(l.email, '@') > 0 AND strpos(f.value, '@') > 0 AND strpos(lower(f.field), 'mail') > 0 ORDER BY 2, 4, 3, 1
-- name: verdict_list
SELECT verdict_id, what, subject, object FROM verdict WHERE stage = $1 ORDER BY verdict_id
-- name: verdict_max
SELECT CAST(coalesce(max(verdict_id), 0) AS BIGINT) AS n FROM verdict
-- name: verdict_put
INSERT INTO verdict (verdict_id, stage, what, subject, object, who, why, decided_at)
VALUES (CAST($1 AS BIGINT), $2, $3, $4, $5, $6, $7, CAST($8 AS TIMESTAMP))
-- name: alias_live
-- All but those of companies and people that were deleted at their source and of which nothing else is in force.
WITH gone AS (SELECT kind, key_hash FROM (SELECT kind, key_hash, deleted, row_number() OVER (PARTITION BY kind, key_hash ORDER BY seq DESC) AS back FROM record_state WHERE kind < 2) AS s
              WHERE back = 1 AND deleted),
  was AS (SELECT a.alias_id FROM f_account AS a JOIN gone AS g ON g.kind = 0 AND g.key_hash = a.key_hash WHERE a.alias_id IS NOT NULL
          UNION SELECT c.alias_id FROM f_contact AS c JOIN gone AS g ON g.kind = 1 AND g.key_hash = c.key_hash WHERE c.alias_id IS NOT NULL)
SELECT l.alias_id, l.source_id, l.account_id, l.account_name, l.person_id, l.email, l.domain, l.country, l.city, l.file_id FROM alias AS l
WHERE NOT EXISTS (SELECT 1 FROM was AS w WHERE w.alias_id = l.alias_id
    AND NOT EXISTS (SELECT 1 FROM f_account AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_contact AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_identity AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_opportunity AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_subscription AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_churn AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_invoice AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_delivery AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_ticket AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_response AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_answer AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_metric AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_initiative AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_event AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_payment AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_ledger AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_message AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_review AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_utterance AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_note AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_reference AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL)
    AND NOT EXISTS (SELECT 1 FROM f_change AS f WHERE f.alias_id = w.alias_id AND f.superseded_by IS NULL))
ORDER BY l.alias_id
-- name: alias_named
SELECT CAST(count(*) AS BIGINT) AS n FROM alias AS l JOIN source AS s ON s.source_id = l.source_id
WHERE l.account_id = $1 OR l.account_name = $1 OR l.account_id || ' @ ' || s.name = $1 OR l.account_name || ' @ ' || s.name = $1
    OR lower(l.email) = lower($1) OR l.person_id = $1 OR l.person_id || ' @ ' || s.name = $1
-- name: alias_words
SELECT coalesce(nullif(l.account_id, ''), l.account_name) || ' @ ' || s.name AS words FROM alias AS l JOIN source AS s ON s.source_id = l.source_id
WHERE l.alias_id = CAST($1 AS BIGINT) AND coalesce(nullif(l.account_id, ''), l.account_name) <> '' ORDER BY l.alias_id
-- name: person_words
SELECT coalesce(nullif(lower(l.email), ''), l.person_id || ' @ ' || s.name) AS words FROM alias AS l JOIN source AS s ON s.source_id = l.source_id
WHERE l.alias_id = CAST($1 AS BIGINT) AND (l.email <> '' OR l.person_id <> '') ORDER BY l.alias_id
-- name: source_names
SELECT source_id, name FROM source ORDER BY source_id
-- name: verdict_undone
SELECT CAST(count(*) AS BIGINT) AS n FROM verdict WHERE stage = $2 AND what = 'undo' AND subject = $1
-- name: verdict_max_of
SELECT CAST(coalesce(max(verdict_id), 0) AS BIGINT) AS n FROM verdict WHERE stage = $1
-- name: verdict_get
SELECT what, subject, object FROM verdict WHERE verdict_id = CAST($1 AS BIGINT) AND stage = $2 ORDER BY verdict_id
-- name: verdict_exists
SELECT CAST(count(*) AS BIGINT) AS n FROM verdict WHERE verdict_id = CAST($1 AS BIGINT) AND stage = $2
-- name: clear_account
DELETE FROM d_account
-- name: clear_alias
DELETE FROM d_alias
-- name: clear_contact
DELETE FROM d_contact
-- name: clear_review
DELETE FROM d_review
-- name: clear_link_evidence
DELETE FROM d_link_evidence
-- name: clear_family
DELETE FROM d_family
-- name: clear_account_field
DELETE FROM d_account_field
-- name: clear_change
DELETE FROM d_change
-- name: clear_person_link
DELETE FROM d_person_link
-- name: clear_person_evidence
DELETE FROM d_person_evidence
-- name: clear_contact_role
DELETE FROM d_contact_role
-- name: alias_money
SELECT alias_id, CAST(sum(amount) AS BIGINT) AS amount FROM invoice_counted
WHERE alias_id IS NOT NULL GROUP BY alias_id ORDER BY alias_id
-- name: clear_usage_week
DELETE FROM d_usage_week
-- name: fill_account_field
-- People's fields are theirs, and a ticket's are the desk's: neither is the account's.
INSERT INTO d_account_field (account_id, seq, source_id, about, name, value, n)
SELECT account_id, row_number() OVER (PARTITION BY account_id ORDER BY CASE about WHEN 'account' THEN 0 WHEN 'subscription' THEN 1 WHEN 'opportunity' THEN 2 ELSE 3 END, source_id, md5(name), md5(value)) AS seq,
       source_id, about, name, value, n
FROM (SELECT l.account_id, f.source_id, f.about, f.field AS name, f.value, CAST(count(*) AS BIGINT) AS n
      FROM f_field AS f JOIN (
        SELECT 'account' AS about, source_id, ext_id, alias_id FROM f_account WHERE superseded_by IS NULL
        UNION ALL SELECT 'subscription', source_id, ext_id, alias_id FROM f_subscription WHERE superseded_by IS NULL
        UNION ALL SELECT 'opportunity', source_id, ext_id, alias_id FROM f_opportunity WHERE superseded_by IS NULL
        UNION ALL SELECT 'invoice', source_id, ext_id, alias_id FROM f_invoice WHERE superseded_by IS NULL) AS r ON r.about = f.about AND r.source_id = f.source_id AND r.ext_id = f.about_id
      JOIN d_alias AS l ON l.alias_id = r.alias_id
      WHERE f.superseded_by IS NULL AND l.account_id IS NOT NULL AND f.field IS NOT NULL AND f.value IS NOT NULL
      GROUP BY l.account_id, f.source_id, f.about, f.field, f.value) AS x
-- name: fill_change
-- By the record's own account, else by the words of its row; a deal without an id by its name, where its system has one of that name.  What
-- systems count for themselves (HubSpot's hs_...) is kept and not shown.  A report of names and days tells what an export of ids and times told too.
INSERT INTO d_change (account_id, seq, source_id, about, about_id, name, field, old_value, new_value, "at", file_id, line)
SELECT account_id, row_number() OVER (PARTITION BY account_id ORDER BY "at" DESC, source_id, about, about_id, file_id, line, field, row_hash) AS seq,
       source_id, about, about_id, name, field, old_value, new_value, "at", file_id, line
FROM (SELECT y.*, row_number() OVER (PARTITION BY account_id, source_id, about, about_id, field, coalesce(old_value, ''), coalesce(new_value, ''), CAST("at" AS DATE) ORDER BY "at" DESC, file_id, line, row_hash) AS place
FROM (SELECT coalesce(la.account_id, lo.account_id, ln.account_id, ls.account_id, l.account_id) AS account_id, c.source_id, c.about, coalesce(n.ext_id, c.about_id) AS about_id,
             coalesce(a.name, o.name, n.name, s.plan) AS name, c.field, c.old_value, c.new_value, c."at", c.file_id, c.line, c.row_hash
      FROM change_told AS c LEFT JOIN d_alias AS l ON l.alias_id = c.alias_id
      LEFT JOIN f_account AS a ON c.about = 'account' AND a.source_id = c.source_id AND a.ext_id = c.about_id AND a.superseded_by IS NULL LEFT JOIN d_alias AS la ON la.alias_id = a.alias_id
      LEFT JOIN f_opportunity AS o ON c.about = 'opportunity' AND o.source_id = c.source_id AND o.ext_id = c.about_id AND o.superseded_by IS NULL LEFT JOIN d_alias AS lo ON lo.alias_id = o.alias_id
      LEFT JOIN (SELECT source_id, name, min(alias_id) AS alias_id, min(ext_id) AS ext_id FROM f_opportunity WHERE superseded_by IS NULL AND name IS NOT NULL GROUP BY source_id, name HAVING count(*) = 1) AS n
             ON c.about = 'opportunity' AND n.source_id = c.source_id AND n.name = c.about_id LEFT JOIN d_alias AS ln ON ln.alias_id = n.alias_id
      LEFT JOIN f_subscription AS s ON c.about = 'subscription' AND s.source_id = c.source_id AND s.ext_id = c.about_id AND s.superseded_by IS NULL LEFT JOIN d_alias AS ls ON ls.alias_id = s.alias_id
      WHERE c.about IN ('account', 'opportunity', 'contact', 'subscription') AND c.about_id IS NOT NULL AND c.field IS NOT NULL AND substr(c.field, 1, 3) <> 'hs_' AND substr(c.field, 1, 8) <> 'hubspot_') AS y) AS x
WHERE account_id IS NOT NULL AND place = 1
-- name: fill_usage_week
-- Persons are counted by grouping twice: a count of distinct ones keeps a set for each account and week.
INSERT INTO d_usage_week (account_id, week, events, users)
SELECT account_id, week, CAST(sum(n) AS BIGINT), CAST(count(*) AS BIGINT)
FROM (SELECT a.account_id, coalesce(a.contact_id, a.alias_id) AS person, CAST(date_trunc('week', e."at") AS DATE) AS week, sum(coalesce(e.quantity, 1)) AS n
      FROM f_event AS e JOIN d_alias AS a ON a.alias_id = e.alias_id WHERE e.superseded_by IS NULL AND a.account_id IS NOT NULL
      GROUP BY a.account_id, coalesce(a.contact_id, a.alias_id), CAST(date_trunc('week', e."at") AS DATE)) AS u
GROUP BY account_id, week
-- name: clear_finding
DELETE FROM d_finding
-- name: clear_finding_row
DELETE FROM d_finding_row
-- name: finding_ticket_early
-- Outer joins keep the order of joining: where accounts were deleted and written again in one transaction, DuckDB thinks there are none and
-- would compare the days of all tickets with those of all accounts.
SELECT t.file_id, t.line, t.ext_id AS id, t.day, a.customer_since AS other, a.name
FROM (SELECT t.file_id, t.line, t.ext_id, CAST(t.created_at AS DATE) AS day, l.account_id
      FROM f_ticket AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL) AS t
LEFT JOIN d_account AS a ON a.account_id = t.account_id WHERE t.day < a.customer_since ORDER BY t.file_id, t.line
-- name: finding_ticket_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_ticket WHERE superseded_by IS NULL
-- name: finding_usage_outside
SELECT e.file_id, e.line, CAST(e."at" AS DATE) AS day, s.start_date, s.end_date, s.ext_id AS id
FROM f_subscription AS s JOIN d_alias AS ls ON ls.alias_id = s.alias_id
JOIN d_alias AS le ON le.contact_id = ls.contact_id JOIN f_event AS e ON e.alias_id = le.alias_id
WHERE s.superseded_by IS NULL
  AND (CAST(e."at" AS DATE) < s.start_date OR CAST(e."at" AS DATE) > coalesce(s.end_date, CAST('9999-12-31' AS DATE)))
ORDER BY e.file_id, e.line
-- name: finding_event_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_event
-- name: finding_churn_unflagged
-- file and line of one and the same row, the first: as one number (fewer than 10^9 lines, exact in a double).
SELECT CAST((min(c.file_id * 1000000000 + c.line) - min(c.file_id * 1000000000 + c.line) % 1000000000) / 1000000000 AS BIGINT) AS file_id, CAST(min(c.file_id * 1000000000 + c.line) % 1000000000 AS BIGINT) AS line, min(c.churn_date) AS day, a.name AS id, a.account_id
FROM f_churn AS c JOIN d_alias AS l ON l.alias_id = c.alias_id JOIN d_account AS a ON a.account_id = l.account_id
WHERE c.superseded_by IS NULL AND a.churn_flag = FALSE GROUP BY a.name, a.account_id ORDER BY a.account_id
-- name: finding_churn_unrecorded
SELECT f.file_id, f.line, a.name AS id FROM d_account AS a JOIN f_account AS f ON f.alias_id = a.account_id
WHERE f.superseded_by IS NULL AND a.churn_flag = TRUE
  AND EXISTS (SELECT 1 FROM f_churn) AND NOT EXISTS (SELECT 1 FROM f_churn AS c JOIN d_alias AS l ON l.alias_id = c.alias_id WHERE l.account_id = a.account_id AND c.superseded_by IS NULL)
ORDER BY f.file_id, f.line
-- name: finding_account_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_account
-- name: finding_key_twice
-- Two rows of one file with one id that say different things.  Not: versions of a record that its own stamps put in order (record_state then knows one of the two, or two
-- times), rows without an id, and a row that was mended (the same line).  A ticket's stamp is a field of its own.
WITH stamped AS (SELECT kind, key_hash, file_id FROM record_state GROUP BY kind, key_hash, file_id HAVING count(*) = 1 OR count(DISTINCT changed_at) > 1),
  twice AS (SELECT CAST(13 AS BIGINT) AS kind, key_hash, file_id, line, 'product event' AS id FROM f_event WHERE superseded_by = file_id
    UNION ALL SELECT 0, f.key_hash, f.file_id, f.line, 'account ' || f.ext_id FROM f_account AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_account AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 1, f.key_hash, f.file_id, f.line, 'contact ' || f.ext_id FROM f_contact AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_contact AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 3, f.key_hash, f.file_id, f.line, 'opportunity ' || f.ext_id FROM f_opportunity AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_opportunity AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 4, f.key_hash, f.file_id, f.line, 'subscription ' || f.ext_id FROM f_subscription AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_subscription AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 6, f.key_hash, f.file_id, f.line, 'invoice ' || f.ext_id FROM f_invoice AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_invoice AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 7, f.key_hash, f.file_id, f.line, 'delivery ' || f.ext_id FROM f_delivery AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_delivery AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 8, f.key_hash, f.file_id, f.line, 'ticket ' || f.ext_id FROM f_ticket AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> '' AND f.updated_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM f_ticket AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 9, f.key_hash, f.file_id, f.line, 'response ' || f.ext_id FROM f_response AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_response AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 11, f.key_hash, f.file_id, f.line, 'metric ' || f.ext_id FROM f_metric AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_metric AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 12, f.key_hash, f.file_id, f.line, 'initiative ' || f.ext_id FROM f_initiative AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_initiative AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 15, f.key_hash, f.file_id, f.line, 'rate ' || f.ext_id FROM f_rate AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_rate AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL)
    UNION ALL SELECT 14, f.key_hash, f.file_id, f.line, 'payment ' || f.ext_id FROM f_payment AS f WHERE f.superseded_by = f.file_id AND f.ext_id <> ''
      AND NOT EXISTS (SELECT 1 FROM f_payment AS n WHERE n.key_hash = f.key_hash AND n.file_id = f.file_id AND n.line = f.line AND n.superseded_by IS NULL))
SELECT t.file_id, t.line, t.id FROM twice AS t LEFT JOIN stamped AS s ON s.kind = t.kind AND s.key_hash = t.key_hash AND s.file_id = t.file_id
WHERE s.kind IS NULL ORDER BY t.file_id, t.line, t.id
-- name: finding_keyed_count
SELECT CAST(sum(n) AS BIGINT) AS n FROM (SELECT CAST(count(*) AS BIGINT) AS n FROM f_event WHERE superseded_by IS NULL
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_account WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_contact WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_opportunity WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_subscription WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_invoice WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_delivery WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_ticket WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_response WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_metric WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_initiative WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_rate WHERE superseded_by IS NULL AND ext_id <> ''
  UNION ALL SELECT CAST(count(*) AS BIGINT) FROM f_payment WHERE superseded_by IS NULL AND ext_id <> '') AS k
-- name: finding_invoice_nobody
SELECT i.file_id, i.line, coalesce(i.number, i.ext_id, '') AS id FROM f_invoice AS i LEFT JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE i.superseded_by IS NULL AND l.account_id IS NULL ORDER BY i.file_id, i.line
-- name: finding_status_unknown
SELECT file_id, line, coalesce(number, ext_id, '') AS id, status FROM invoice_state WHERE superseded_by IS NULL AND state = 'unknown' ORDER BY status, file_id, line
-- name: finding_invoice_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_invoice WHERE superseded_by IS NULL
-- name: finding_deal_nobody
SELECT o.file_id, o.line, coalesce(o.name, o.ext_id, '') AS id FROM f_opportunity AS o LEFT JOIN d_alias AS l ON l.alias_id = o.alias_id
WHERE o.superseded_by IS NULL AND l.account_id IS NULL ORDER BY o.file_id, o.line, coalesce(o.name, o.ext_id, '')
-- name: finding_delivery_early
SELECT file_id, line, coalesce(order_no, ext_id, '') AS id FROM f_delivery WHERE superseded_by IS NULL AND delivered < dispatched ORDER BY file_id, line
-- name: finding_delivery_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_delivery WHERE superseded_by IS NULL
-- name: finding_response_nobody
SELECT r.file_id, r.line, coalesce(r.ext_id, '') AS id FROM response_counted AS r LEFT JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE l.account_id IS NULL ORDER BY r.file_id, r.line
-- name: finding_response_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_response WHERE superseded_by IS NULL
-- name: fact_days
SELECT CAST(created_at AS DATE) AS day, CAST(count(*) AS BIGINT) AS n FROM f_ticket GROUP BY CAST(created_at AS DATE)
UNION ALL SELECT CAST(recorded_at AS DATE), CAST(count(*) AS BIGINT) FROM f_response GROUP BY CAST(recorded_at AS DATE)
UNION ALL SELECT CAST("at" AS DATE), CAST(count(*) AS BIGINT) FROM f_event GROUP BY CAST("at" AS DATE)
UNION ALL SELECT issued, CAST(count(*) AS BIGINT) FROM f_invoice GROUP BY issued
UNION ALL SELECT delivered, CAST(count(*) AS BIGINT) FROM f_delivery WHERE delivered IS NOT NULL GROUP BY delivered
UNION ALL SELECT churn_date, CAST(count(*) AS BIGINT) FROM f_churn GROUP BY churn_date
UNION ALL SELECT start_date, CAST(count(*) AS BIGINT) FROM f_subscription GROUP BY start_date
UNION ALL SELECT close_date, CAST(count(*) AS BIGINT) FROM f_opportunity WHERE is_closed = TRUE AND close_date IS NOT NULL GROUP BY close_date
ORDER BY 1
-- name: finding_decided_undated
SELECT file_id, line, coalesce(name, ext_id, '') AS id, stage FROM f_opportunity
WHERE superseded_by IS NULL AND is_closed = TRUE AND close_date IS NULL ORDER BY file_id, line
-- name: finding_opportunity_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_opportunity WHERE superseded_by IS NULL
-- name: finding_side_unknown
-- Nobody's words are quoted here: whose they are is what is not known.
SELECT file_id, line, coalesce(ticket_id, '') AS id, CAST("at" AS DATE) AS day FROM message_told WHERE side IS NULL
UNION ALL SELECT file_id, line, coalesce(call_id, ''), CAST("at" AS DATE) FROM utterance_told WHERE side IS NULL
UNION ALL SELECT file_id, line, coalesce(call_id, ''), CAST(NULL AS DATE) FROM f_utterance WHERE superseded_by IS NULL AND text IS NOT NULL AND "at" IS NULL
ORDER BY 1, 2, 3
-- name: finding_said_count
SELECT CAST(count(*) AS BIGINT) AS n FROM (SELECT key_hash FROM f_message WHERE superseded_by IS NULL UNION ALL SELECT key_hash FROM f_utterance WHERE superseded_by IS NULL) AS w
-- name: finding_response_aside
SELECT file_id, line, coalesce(ext_id, '') AS id, reason FROM response_aside ORDER BY file_id, line, coalesce(ext_id, '')
-- name: finding_invoiced_closed
SELECT i.file_id, i.line, coalesce(i.number, i.ext_id, '') AS id, i.issued AS day, c.day AS other, a.name
FROM (SELECT l.account_id, max(c.churn_date) AS day FROM f_churn AS c JOIN d_alias AS l ON l.alias_id = c.alias_id
      WHERE c.superseded_by IS NULL AND l.account_id IS NOT NULL GROUP BY l.account_id) AS c
JOIN d_account AS a ON a.account_id = c.account_id JOIN d_alias AS l ON l.account_id = c.account_id JOIN invoice_counted AS i ON i.alias_id = l.alias_id
LEFT JOIN (SELECT l.account_id, max(s.start_date) AS day FROM f_subscription AS s JOIN d_alias AS l ON l.alias_id = s.alias_id
           WHERE s.superseded_by IS NULL AND l.account_id IS NOT NULL GROUP BY l.account_id) AS s ON s.account_id = c.account_id
WHERE i.amount > 0 AND i.issued > c.day + 31 AND (s.day IS NULL OR s.day <= c.day) ORDER BY i.file_id, i.line
-- name: finding_paid_early
SELECT file_id, line, coalesce(number, ext_id, '') AS id, issued AS day, paid AS other FROM f_invoice
WHERE superseded_by IS NULL AND paid < issued ORDER BY file_id, line
-- name: finding_answer_left
SELECT r.file_id, r.line, coalesce(r.ext_id, '') AS id, CAST(r.recorded_at AS DATE) AS day, c.day AS other, a.name
FROM (SELECT l.account_id, max(c.churn_date) AS day FROM f_churn AS c JOIN d_alias AS l ON l.alias_id = c.alias_id
      WHERE c.superseded_by IS NULL AND l.account_id IS NOT NULL GROUP BY l.account_id) AS c
JOIN d_account AS a ON a.account_id = c.account_id JOIN d_alias AS l ON l.account_id = c.account_id JOIN response_counted AS r ON r.alias_id = l.alias_id
WHERE CAST(r.recorded_at AS DATE) > c.day + 90 ORDER BY r.file_id, r.line
-- name: finding_ends_first
SELECT file_id, line, coalesce(ext_id, '') AS id, start_date AS day, end_date AS other FROM f_subscription
WHERE superseded_by IS NULL AND end_date < start_date ORDER BY file_id, line
-- name: finding_subscription_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_subscription WHERE superseded_by IS NULL
-- name: finding_country_differs
-- Of what is written otherwise, src/resolve/finding.c leaves out what means the same country: "USA" and "United States".
SELECT y.file_id, y.line, a.name, sx.name AS one, x.country AS one_says, sy.name AS other, y.country AS other_says
FROM f_account AS x JOIN d_alias AS lx ON lx.alias_id = x.alias_id JOIN d_alias AS ly ON ly.account_id = lx.account_id
JOIN f_account AS y ON y.alias_id = ly.alias_id JOIN source AS sx ON sx.source_id = x.source_id JOIN source AS sy ON sy.source_id = y.source_id
JOIN d_account AS a ON a.account_id = lx.account_id
WHERE x.superseded_by IS NULL AND y.superseded_by IS NULL AND x.source_id < y.source_id AND x.country <> '' AND y.country <> ''
  AND lower(x.country) <> lower(y.country)
ORDER BY y.file_id, y.line, x.file_id, x.line
-- name: finding_segment_differs
SELECT y.file_id, y.line, a.name, sx.name AS one, x.segment AS one_says, sy.name AS other, y.segment AS other_says
FROM f_account AS x JOIN d_alias AS lx ON lx.alias_id = x.alias_id JOIN d_alias AS ly ON ly.account_id = lx.account_id
JOIN f_account AS y ON y.alias_id = ly.alias_id JOIN source AS sx ON sx.source_id = x.source_id JOIN source AS sy ON sy.source_id = y.source_id
JOIN d_account AS a ON a.account_id = lx.account_id
WHERE x.superseded_by IS NULL AND y.superseded_by IS NULL AND x.source_id < y.source_id AND x.segment <> '' AND y.segment <> ''
  AND lower(x.segment) <> lower(y.segment)
ORDER BY y.file_id, y.line, x.file_id, x.line
-- name: finding_number_twice
-- Further lines of an invoice (number#2, ...) are no second amount of it.
SELECT CAST((min(i.file_id * 1000000000 + i.line) - min(i.file_id * 1000000000 + i.line) % 1000000000) / 1000000000 AS BIGINT) AS file_id, CAST(min(i.file_id * 1000000000 + i.line) % 1000000000 AS BIGINT) AS line, i.number AS id, CAST(min(i.amount) AS BIGINT) AS lowest, CAST(max(i.amount) AS BIGINT) AS highest, i.currency
FROM invoice_counted AS i WHERE i.number <> '' AND strpos(coalesce(i.ext_id, ''), i.number || '#') <> 1 GROUP BY i.source_id, i.number, i.currency HAVING count(DISTINCT i.amount) > 1
ORDER BY 1, 2, i.source_id, i.number, i.currency
-- name: finding_name_nobody
SELECT l.file_id, l.line, l.account_name AS id FROM alias AS l LEFT JOIN d_alias AS d ON d.alias_id = l.alias_id
WHERE l.account_name <> '' AND l.account_id = '' AND d.account_id IS NULL ORDER BY l.file_id, l.line, l.account_name, l.alias_id
-- name: finding_name_count
SELECT CAST(count(*) AS BIGINT) AS n FROM alias WHERE account_name <> ''
-- name: finding_email_shared
SELECT CAST((min(l.file_id * 1000000000 + l.line) - min(l.file_id * 1000000000 + l.line) % 1000000000) / 1000000000 AS BIGINT) AS file_id, CAST(min(l.file_id * 1000000000 + l.line) % 1000000000 AS BIGINT) AS line, min(l.email) AS id, CAST(count(DISTINCT d.account_id) AS BIGINT) AS accounts
FROM alias AS l JOIN d_alias AS d ON d.alias_id = l.alias_id WHERE l.email <> '' AND d.account_id IS NOT NULL
GROUP BY lower(l.email) HAVING count(DISTINCT d.account_id) > 1 ORDER BY 1, 2, lower(l.email)
-- name: finding_contact_count
SELECT CAST(count(*) AS BIGINT) AS n FROM d_contact
-- name: finding_future
-- Dates of things that have happened, behind the day up to which the book knows (and not so many that they moved it).
SELECT t.file_id, t.line, t.what AS id, t.day FROM (
  SELECT file_id, line, 'ticket ' || coalesce(ext_id, '') AS what, CAST(created_at AS DATE) AS day FROM f_ticket WHERE superseded_by IS NULL
  UNION ALL SELECT file_id, line, 'response ' || coalesce(ext_id, ''), CAST(recorded_at AS DATE) FROM f_response WHERE superseded_by IS NULL
  UNION ALL SELECT file_id, line, 'invoice ' || coalesce(number, ext_id, ''), issued FROM f_invoice WHERE superseded_by IS NULL
  UNION ALL SELECT file_id, line, 'delivery ' || coalesce(order_no, ext_id, ''), delivered FROM f_delivery WHERE superseded_by IS NULL) AS t
CROSS JOIN (SELECT CAST(value AS INTEGER) AS n FROM d_summary WHERE name = 'as_of') AS s
WHERE t.day > CAST('1970-01-01' AS DATE) + s.n ORDER BY t.file_id, t.line, t.what
-- name: finding_dated_count
SELECT CAST((SELECT count(*) FROM f_ticket WHERE superseded_by IS NULL) + (SELECT count(*) FROM f_response WHERE superseded_by IS NULL)
  + (SELECT count(*) FROM f_invoice WHERE superseded_by IS NULL) + (SELECT count(*) FROM f_delivery WHERE superseded_by IS NULL) AS BIGINT) AS n
-- name: finding_seats_negative
SELECT file_id, line, coalesce(ext_id, '') AS id, seats FROM f_subscription WHERE superseded_by IS NULL AND seats < 0 ORDER BY file_id, line
-- name: finding_answers_many
SELECT CAST((min(r.file_id * 1000000000 + r.line) - min(r.file_id * 1000000000 + r.line) % 1000000000) / 1000000000 AS BIGINT) AS file_id, CAST(min(r.file_id * 1000000000 + r.line) % 1000000000 AS BIGINT) AS line, CAST(r.recorded_at AS DATE) AS day, CAST(count(*) AS BIGINT) AS responses
FROM response_counted AS r JOIN d_alias AS l ON l.alias_id = r.alias_id WHERE l.contact_id IS NOT NULL
GROUP BY l.contact_id, CAST(r.recorded_at AS DATE) HAVING count(*) > 3 ORDER BY 1, 2, l.contact_id, CAST(r.recorded_at AS DATE)
-- name: finding_comments_same
SELECT CAST((min(file_id * 1000000000 + line) - min(file_id * 1000000000 + line) % 1000000000) / 1000000000 AS BIGINT) AS file_id, CAST(min(file_id * 1000000000 + line) % 1000000000 AS BIGINT) AS line, CAST(count(DISTINCT response_id) AS BIGINT) AS times, substr(text, 1, 80) AS id
FROM f_answer WHERE superseded_by IS NULL AND length(text) >= 20 GROUP BY text HAVING count(DISTINCT response_id) >= 5 ORDER BY 1, 2, md5(text)
-- name: finding_comment_count
SELECT CAST(count(*) AS BIGINT) AS n FROM f_answer WHERE superseded_by IS NULL AND text <> ''
-- name: finding_id_two_accounts
-- Rows of one id are one account whatever they say; here some of them say the name of another account.
SELECT CAST((min(l.file_id * 1000000000 + l.line) - min(l.file_id * 1000000000 + l.line) % 1000000000) / 1000000000 AS BIGINT) AS file_id, CAST(min(l.file_id * 1000000000 + l.line) % 1000000000 AS BIGINT) AS line, l.account_id AS id, a.name AS one, b.name AS other
FROM alias AS l JOIN d_alias AS d ON d.alias_id = l.alias_id JOIN d_account AS a ON a.account_id = d.account_id
JOIN d_account AS b ON lower(b.name) = lower(l.account_name) AND b.account_id <> d.account_id
WHERE l.account_id <> '' AND l.account_name <> '' AND lower(a.name) <> lower(l.account_name)
GROUP BY l.source_id, l.account_id, a.account_id, a.name, b.account_id, b.name ORDER BY 1, 2, l.source_id, l.account_id, b.account_id
-- name: finding_id_changed
-- Two ids of one system that a spreadsheet can have made of one: zeros in front are gone, a blank has come in, or the case of a Salesforce id is lost.
WITH ids AS (SELECT source_id, account_id, min(alias_id) AS alias_id FROM alias WHERE account_id <> '' GROUP BY source_id, account_id),
  flat AS (SELECT source_id, account_id, alias_id, CASE WHEN ltrim(account_id, '0123456789') = '' THEN ltrim(account_id, '0') ELSE lower(replace(account_id, ' ', '')) END AS word FROM ids)
SELECT l.file_id, l.line, x.account_id AS id, y.account_id AS other, s.name AS source, CASE WHEN dx.account_id = dy.account_id THEN 'counted as one' ELSE 'counted as two' END AS how
FROM flat AS x JOIN flat AS y ON y.source_id = x.source_id AND y.word = x.word AND y.account_id <> x.account_id JOIN source AS s ON s.source_id = x.source_id
JOIN alias AS l ON l.alias_id = x.alias_id LEFT JOIN d_alias AS dx ON dx.alias_id = x.alias_id LEFT JOIN d_alias AS dy ON dy.alias_id = y.alias_id
WHERE x.word <> '' AND (length(x.account_id) < length(y.account_id) AND ltrim(y.account_id, '0123456789') = ''
  OR strpos(x.account_id, ' ') > 0 AND strpos(y.account_id, ' ') = 0 AND length(x.word) IN (15, 18)
  OR length(x.word) IN (15, 18) AND strpos(x.account_id, ' ') = 0 AND strpos(y.account_id, ' ') = 0 AND (x.account_id = lower(x.account_id) OR x.account_id = upper(x.account_id))
    AND y.account_id <> lower(y.account_id) AND y.account_id <> upper(y.account_id))
ORDER BY l.file_id, l.line, x.source_id, x.account_id, y.account_id
-- name: finding_id_power
-- "1.23457E+11" as the id of a customer, of which one id of the same system alone can be the whole.
WITH ruined AS (SELECT q.file_id, q.seq, q.line, q.raw, g.source_id, CAST(substr(q.raw, strpos(upper(q.raw), 'E+') + 2) AS INTEGER) AS power,
    CAST(replace(q.raw, ',', '.') AS DOUBLE PRECISION) AS value, CASE WHEN strpos(replace(q.raw, ',', '.'), '.') = 0 THEN 0 ELSE strpos(upper(q.raw), 'E+') - strpos(replace(q.raw, ',', '.'), '.') - 1 END AS digits
    FROM (SELECT file_id, seq, line, CASE WHEN reason = 'id damaged by a spreadsheet (scientific notation)' AND whole_row = FALSE THEN raw ELSE '0E+0' END AS raw FROM quarantine) AS q
    JOIN file AS g ON g.file_id = q.file_id WHERE q.raw <> '0E+0'),
  ids AS (SELECT source_id, account_id, CASE WHEN ltrim(account_id, '0123456789') = '' AND length(account_id) < 19 THEN CAST(account_id AS DOUBLE PRECISION) ELSE -1 END AS value FROM alias WHERE account_id <> '' GROUP BY source_id, account_id)
SELECT r.file_id, r.line, r.raw AS id, min(i.account_id) AS one FROM ruined AS r
JOIN ids AS i ON i.source_id = r.source_id AND length(i.account_id) = r.power + 1 AND i.value BETWEEN r.value - 0.5 * power(10, r.power - r.digits) AND r.value + 0.5 * power(10, r.power - r.digits)
GROUP BY r.file_id, r.seq, r.line, r.raw HAVING count(*) = 1 ORDER BY r.file_id, r.line, r.seq
-- name: finding_id_count
SELECT CAST(count(*) AS BIGINT) AS n FROM (SELECT source_id, account_id FROM alias WHERE account_id <> '' GROUP BY source_id, account_id) AS i
-- name: clear_source_kind
DELETE FROM d_source_kind
-- name: clear_source_week
DELETE FROM d_source_week
-- name: clear_kind
DELETE FROM d_kind
-- name: source_facts
-- What each source has brought of each kind, and how much of it is on an account; counted by alias first, of which there are few.
SELECT 'account' AS kind, t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT) AS files, CAST(sum(t.n) AS BIGINT) AS n, CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT) AS resolved, CAST(count(DISTINCT l.account_id) AS BIGINT) AS accounts
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_account WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'contact', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_contact WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'identity', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_identity WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'opportunity', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_opportunity WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'subscription', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_subscription WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'churn', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_churn WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'invoice', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_invoice WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'delivery', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_delivery WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'ticket', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_ticket WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'response', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_response WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'answer', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_answer WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'metric', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_metric WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'initiative', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_initiative WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'event', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_event WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'payment', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_payment WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'rate', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_rate WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'ledger', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_ledger WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'message', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_message WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'review', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_review WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'utterance', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_utterance WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'note', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_note WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'reference', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_reference WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'change', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(sum(t.n) AS BIGINT), CAST(sum(CASE WHEN l.account_id IS NULL THEN 0 ELSE t.n END) AS BIGINT), CAST(count(DISTINCT l.account_id) AS BIGINT)
FROM (SELECT source_id, alias_id, file_id, count(*) AS n FROM f_change WHERE superseded_by IS NULL GROUP BY source_id, alias_id, file_id) AS t LEFT JOIN d_alias AS l ON l.alias_id = t.alias_id GROUP BY t.source_id
UNION ALL SELECT 'field', t.source_id, CAST(count(DISTINCT t.file_id) AS BIGINT), CAST(count(*) AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM f_field AS t WHERE t.superseded_by IS NULL GROUP BY t.source_id
ORDER BY 2, 1
-- name: source_days
-- The days on which something happened of which a source tells; planned things (open deals, promises) are none.
SELECT 'identity' AS kind, t.source_id, CAST(t.seen_at AS DATE) AS day, CAST(count(*) AS BIGINT) AS n FROM f_identity AS t WHERE t.superseded_by IS NULL AND CAST(t.seen_at AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t.seen_at AS DATE)
UNION ALL SELECT 'opportunity', t.source_id, t.close_date, CAST(count(*) AS BIGINT) FROM f_opportunity AS t WHERE t.superseded_by IS NULL AND t.close_date IS NOT NULL AND t.is_closed = TRUE GROUP BY t.source_id, t.close_date
UNION ALL SELECT 'subscription', t.source_id, t.start_date, CAST(count(*) AS BIGINT) FROM f_subscription AS t WHERE t.superseded_by IS NULL AND t.start_date IS NOT NULL GROUP BY t.source_id, t.start_date
UNION ALL SELECT 'churn', t.source_id, t.churn_date, CAST(count(*) AS BIGINT) FROM f_churn AS t WHERE t.superseded_by IS NULL AND t.churn_date IS NOT NULL GROUP BY t.source_id, t.churn_date
UNION ALL SELECT 'invoice', t.source_id, t.issued, CAST(count(*) AS BIGINT) FROM f_invoice AS t WHERE t.superseded_by IS NULL AND t.issued IS NOT NULL GROUP BY t.source_id, t.issued
UNION ALL SELECT 'delivery', t.source_id, coalesce(t.delivered, t.dispatched), CAST(count(*) AS BIGINT) FROM f_delivery AS t WHERE t.superseded_by IS NULL AND coalesce(t.delivered, t.dispatched) IS NOT NULL GROUP BY t.source_id, coalesce(t.delivered, t.dispatched)
UNION ALL SELECT 'ticket', t.source_id, CAST(t.created_at AS DATE), CAST(count(*) AS BIGINT) FROM f_ticket AS t WHERE t.superseded_by IS NULL AND CAST(t.created_at AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t.created_at AS DATE)
UNION ALL SELECT 'response', t.source_id, CAST(t.recorded_at AS DATE), CAST(count(*) AS BIGINT) FROM f_response AS t WHERE t.superseded_by IS NULL AND CAST(t.recorded_at AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t.recorded_at AS DATE)
UNION ALL SELECT 'answer', t.source_id, CAST(t.answered_at AS DATE), CAST(count(*) AS BIGINT) FROM f_answer AS t WHERE t.superseded_by IS NULL AND CAST(t.answered_at AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t.answered_at AS DATE)
UNION ALL SELECT 'metric', t.source_id, t.month, CAST(count(*) AS BIGINT) FROM f_metric AS t WHERE t.superseded_by IS NULL AND t.month IS NOT NULL GROUP BY t.source_id, t.month
UNION ALL SELECT 'initiative', t.source_id, t.start_date, CAST(count(*) AS BIGINT) FROM f_initiative AS t WHERE t.superseded_by IS NULL AND t.start_date IS NOT NULL GROUP BY t.source_id, t.start_date
UNION ALL SELECT 'event', t.source_id, CAST(t."at" AS DATE), CAST(count(*) AS BIGINT) FROM f_event AS t WHERE t.superseded_by IS NULL AND CAST(t."at" AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t."at" AS DATE)
UNION ALL SELECT 'payment', t.source_id, CAST(t.paid_at AS DATE), CAST(count(*) AS BIGINT) FROM f_payment AS t WHERE t.superseded_by IS NULL AND CAST(t.paid_at AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t.paid_at AS DATE)
UNION ALL SELECT 'rate', t.source_id, t.day, CAST(count(*) AS BIGINT) FROM f_rate AS t WHERE t.superseded_by IS NULL AND t.day IS NOT NULL GROUP BY t.source_id, t.day
UNION ALL SELECT 'ledger', t.source_id, t.posted, CAST(count(*) AS BIGINT) FROM f_ledger AS t WHERE t.superseded_by IS NULL AND t.posted IS NOT NULL GROUP BY t.source_id, t.posted
UNION ALL SELECT 'message', t.source_id, CAST(t."at" AS DATE), CAST(count(*) AS BIGINT) FROM f_message AS t WHERE t.superseded_by IS NULL AND CAST(t."at" AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t."at" AS DATE)
UNION ALL SELECT 'review', t.source_id, CAST(t."at" AS DATE), CAST(count(*) AS BIGINT) FROM f_review AS t WHERE t.superseded_by IS NULL AND CAST(t."at" AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t."at" AS DATE)
UNION ALL SELECT 'utterance', t.source_id, CAST(t."at" AS DATE), CAST(count(*) AS BIGINT) FROM f_utterance AS t WHERE t.superseded_by IS NULL AND CAST(t."at" AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t."at" AS DATE)
UNION ALL SELECT 'note', t.source_id, CAST(t."at" AS DATE), CAST(count(*) AS BIGINT) FROM f_note AS t WHERE t.superseded_by IS NULL AND CAST(t."at" AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t."at" AS DATE)
UNION ALL SELECT 'reference', t.source_id, t.given, CAST(count(*) AS BIGINT) FROM f_reference AS t WHERE t.superseded_by IS NULL AND t.given IS NOT NULL GROUP BY t.source_id, t.given
UNION ALL SELECT 'change', t.source_id, CAST(t."at" AS DATE), CAST(count(*) AS BIGINT) FROM f_change AS t WHERE t.superseded_by IS NULL AND CAST(t."at" AS DATE) IS NOT NULL GROUP BY t.source_id, CAST(t."at" AS DATE)
ORDER BY 2, 1, 3
-- name: kind_accounts
-- How many accounts there are something of, a kind.
SELECT 'account' AS kind, CAST(count(DISTINCT l.account_id) AS BIGINT) AS accounts FROM f_account AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'contact', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_contact AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'identity', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_identity AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'opportunity', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_opportunity AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'subscription', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_subscription AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'churn', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_churn AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'invoice', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_invoice AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'delivery', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_delivery AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'ticket', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'response', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_response AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'answer', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_answer AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'metric', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_metric AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'initiative', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_initiative AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'event', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_event AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'payment', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_payment AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'rate', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_rate AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'ledger', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_ledger AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'message', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_message AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'review', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_review AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'utterance', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_utterance AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'note', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_note AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'reference', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_reference AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'change', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_change AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
UNION ALL SELECT 'field', CAST(count(DISTINCT l.account_id) AS BIGINT) FROM f_field AS t JOIN d_alias AS l ON l.alias_id = t.alias_id WHERE t.superseded_by IS NULL
ORDER BY 1
