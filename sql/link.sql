-- name: renewal_opportunities
SELECT l.account_id, o.close_date, o.is_closed, o.is_won, o.stage, o.amount, o.currency, o.file_id, o.line
FROM f_opportunity AS o JOIN d_alias AS l ON l.alias_id = o.alias_id
WHERE o.superseded_by IS NULL AND l.account_id IS NOT NULL AND o.close_date IS NOT NULL AND (lower(o.type) LIKE '%renew%' OR lower(o.type) LIKE '%verl%nger%')
ORDER BY l.account_id, o.close_date, o.file_id, o.line
-- name: paid_subscriptions
SELECT l.account_id, s.start_date, s.end_date, s.churned, s.mrr, s.currency, s.file_id, s.line, coalesce(s.billing_interval, '') AS billing_interval
FROM f_subscription AS s JOIN d_alias AS l ON l.alias_id = s.alias_id
WHERE s.superseded_by IS NULL AND l.account_id IS NOT NULL AND coalesce(s.is_trial, FALSE) = FALSE AND coalesce(s.mrr, 0) > 0
ORDER BY l.account_id, s.start_date, s.file_id, s.line
-- name: churn_days
SELECT l.account_id, c.churn_date, c.file_id, c.line FROM f_churn AS c JOIN d_alias AS l ON l.alias_id = c.alias_id
WHERE c.superseded_by IS NULL AND l.account_id IS NOT NULL AND c.churn_date IS NOT NULL AND c.churn_date <= CAST($1 AS DATE)
ORDER BY l.account_id, c.churn_date, c.file_id, c.line
-- name: clear_decision
DELETE FROM d_decision
-- name: decisions_with_account
-- amount: what was paid before, where that is known; what was agreed on the day is a part of the outcome.
SELECT d.account_id, d.decision_id, d.decided, d.renewed, CASE WHEN m.before > 0 THEN m.before ELSE d.amount END AS amount, a.segment, a.region, a.country, a.customer_since,
       coalesce(f.top_id, a.account_id) AS cluster, coalesce(m.months, 12) AS months
FROM d_decision AS d JOIN d_account AS a ON a.account_id = d.account_id LEFT JOIN d_decision_more AS m ON m.account_id = d.account_id AND m.decision_id = d.decision_id LEFT JOIN d_family AS f ON f.account_id = a.account_id WHERE d.renewed IS NOT NULL ORDER BY d.account_id, d.decision_id
-- name: deliveries_by_account
SELECT l.account_id, d.promised AS day, d.delivered, d.dispatched, coalesce(d.order_no, d.ext_id, '') AS id, d.file_id, d.line
FROM f_delivery AS d JOIN d_alias AS l ON l.alias_id = d.alias_id
WHERE d.superseded_by IS NULL AND l.account_id IS NOT NULL AND d.delivered IS NOT NULL ORDER BY l.account_id, d.promised, d.file_id, d.line
-- name: tickets_by_account
SELECT l.account_id, CAST(t.created_at AS DATE) AS day, t.reply_minutes, t.satisfaction, t.escalated, coalesce(t.subject, t.ext_id, '') AS id, t.file_id, t.line
FROM f_ticket AS t JOIN d_alias AS l ON l.alias_id = t.alias_id
WHERE t.superseded_by IS NULL AND l.account_id IS NOT NULL ORDER BY l.account_id, CAST(t.created_at AS DATE), t.file_id, t.line
-- name: theme_mentions
SELECT k.theme_id, c.account_id, CAST(c."at" AS DATE) AS day, k.value AS sentiment, c.channel, c.file_id, c.line, substr(c.text, 1, 160) AS id
FROM d_code AS k JOIN d_comment AS c ON c.account_id = k.account_id AND c.comment_id = k.comment_id
LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
WHERE k.kind = 'theme' AND c.account_id > 0 AND coalesce(r.again, FALSE) = FALSE ORDER BY k.theme_id, c.account_id, CAST(c."at" AS DATE), c.comment_id, k.seq
-- name: theme_list
SELECT theme_id, name, terms, comments, accounts, negative, sentiment, stability FROM d_theme ORDER BY theme_id
-- name: usage_weeks
SELECT account_id, week, events, users FROM d_usage_week ORDER BY account_id, week
-- name: clear_issue
DELETE FROM d_issue
-- name: clear_exposure
DELETE FROM d_exposure
-- name: clear_exposed_now
DELETE FROM d_exposed_now
-- name: clear_evidence
DELETE FROM d_evidence
-- name: clear_effect
DELETE FROM d_effect
-- name: clear_decision_more
DELETE FROM d_decision_more
-- name: clear_outcome
DELETE FROM d_outcome
-- name: clear_effect_more
DELETE FROM d_effect_more
-- name: clear_issue_after
DELETE FROM d_issue_after
-- name: clear_issue_year
DELETE FROM d_issue_year
-- name: clear_effect_part
DELETE FROM d_effect_part
-- name: clear_stay_curve
DELETE FROM d_stay_curve
-- name: clear_stay_test
DELETE FROM d_stay_test
-- name: clear_effect_few
DELETE FROM d_effect_few
-- name: clear_driver_fit
DELETE FROM d_driver_fit
-- name: clear_driver
DELETE FROM d_driver
-- name: clear_surface
DELETE FROM d_surface
-- name: clear_chain
DELETE FROM d_chain
-- name: clear_hazard
DELETE FROM d_hazard
-- name: clear_hazard_fit
DELETE FROM d_hazard_fit
-- name: clear_end
DELETE FROM d_end
-- name: clear_look_back
DELETE FROM d_look_back
-- name: decisions_more
SELECT account_id, decision_id, contracts, before, kept, ending, runs FROM d_decision_more ORDER BY account_id, decision_id
-- name: won_deals
-- Contracts themselves, new or renewed: what is sold on top in between is another deal.
SELECT l.account_id, o.close_date, coalesce(o.currency, '') AS currency, CAST(sum(o.amount) AS BIGINT) AS amount
FROM f_opportunity AS o JOIN d_alias AS l ON l.alias_id = o.alias_id
WHERE o.superseded_by IS NULL AND l.account_id IS NOT NULL AND o.close_date IS NOT NULL AND o.amount IS NOT NULL AND (o.is_won = TRUE OR lower(coalesce(o.stage, '')) = 'closed won')
  AND (coalesce(o.type, '') = '' OR lower(o.type) LIKE '%new%' OR lower(o.type) LIKE '%neu%' OR lower(o.type) LIKE '%verl%nger%')
GROUP BY l.account_id, o.close_date, coalesce(o.currency, '') ORDER BY l.account_id, o.close_date, coalesce(o.currency, '')
-- name: link_reduced
SELECT CAST(count(*) AS BIGINT) AS n FROM d_decision AS d JOIN d_decision_more AS m ON m.account_id = d.account_id AND m.decision_id = d.decision_id
WHERE d.renewed = TRUE AND m.ending = 'reduced' AND m.before > 0 AND m.kept > 0 ORDER BY 1
-- name: link_accounts
SELECT a.account_id, a.name, a.segment, a.region, a.customer_since, coalesce(f.top_id, a.account_id) AS cluster
FROM d_account AS a LEFT JOIN d_family AS f ON f.account_id = a.account_id ORDER BY a.account_id
-- name: link_scores
SELECT l.account_id, CAST(r.recorded_at AS DATE) AS day, r.nps, r.source_id, r.key_hash
FROM response_counted AS r JOIN d_alias AS l ON l.alias_id = r.alias_id
WHERE l.account_id IS NOT NULL AND r.nps IS NOT NULL AND CAST(r.recorded_at AS DATE) <= CAST($1 AS DATE)
ORDER BY l.account_id, CAST(r.recorded_at AS DATE), r.source_id, r.key_hash
-- name: link_invoices
SELECT l.account_id, i.issued, i.due, i.paid, i.amount FROM invoice_counted AS i JOIN d_alias AS l ON l.alias_id = i.alias_id
WHERE l.account_id IS NOT NULL AND i.amount IS NOT NULL AND i.issued IS NOT NULL AND i.issued <= CAST($1 AS DATE) AND i.currency = $2
ORDER BY l.account_id, i.issued, i.file_id, i.line, i.key_hash
-- name: link_references
-- As it is written: a day, or no more than yes.
SELECT r.account_id, r.said FROM reference_told AS r WHERE r.account_id IS NOT NULL ORDER BY r.account_id, trim(r.said), r.source_id, r.key_hash
-- name: link_left
-- What a CRM's own fields say of contacts that are gone, as it is written; names in small letters without signs, a Salesforce ending or a connector's beginning.
SELECT l.account_id, f.source_id, f.about_id AS contact, coalesce(f.value, '') AS said
FROM f_field AS f JOIN f_contact AS c ON c.source_id = f.source_id AND c.ext_id = f.about_id AND c.superseded_by IS NULL JOIN d_alias AS l ON l.alias_id = c.alias_id
WHERE f.superseded_by IS NULL AND f.about = 'contact' AND l.account_id IS NOT NULL
  AND replace(replace(regexp_replace(regexp_replace(lower(f.field), '_+c$', ''), '^property_', ''), '_', ''), ' ', '') IN
    ('left', 'lefton', 'leftdate', 'dateleft', 'leftcompany', 'leftcompanyon', 'leftcompanydate', 'leftthecompany', 'hasleft', 'hasleftcompany', 'departed', 'departedon', 'departuredate',
     'nolongeratcompany', 'nolongeratcompanydate', 'nolongeratcompanysince', 'nolongerwithcompany', 'nolongerwithcompanydate', 'nolongerthere', 'inactive', 'inactiveon', 'inactivedate', 'inactivesince',
     'deactivatedon', 'deactivationdate', 'replaced', 'replacedon', 'replaceddate', 'replacementdate', 'emailbounceddate', 'emailbouncedon', 'hardbounced', 'hardbouncedon', 'hardbounceddate', 'hardbouncedate')
ORDER BY l.account_id, f.source_id, md5(f.about_id), f.about_id, md5(f.field), f.key_hash
-- name: link_contacts
SELECT DISTINCT l.account_id FROM f_contact AS c JOIN d_alias AS l ON l.alias_id = c.alias_id WHERE c.superseded_by IS NULL AND l.account_id IS NOT NULL ORDER BY l.account_id
-- name: index_answers
-- Sheets together, of all surveys; the company is the parent.
SELECT coalesce(f.top_id, l.account_id) AS cluster, p.source_id, p.key_hash, r.question, r.number
FROM f_answer AS r JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
JOIN d_alias AS l ON l.alias_id = p.alias_id LEFT JOIN d_family AS f ON f.account_id = l.account_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND l.account_id IS NOT NULL
ORDER BY l.account_id, p.source_id, p.key_hash, md5(r.question), r.key_hash
-- name: link_ratings
-- Only questions that were put to many: key drivers need them side by side.  One row an answer, sheets together.
SELECT l.account_id, p.source_id, p.key_hash, p.nps, r.question, r.number
FROM f_answer AS r JOIN response_counted AS p ON p.ext_id = r.response_id AND p.source_id = r.source_id
JOIN d_alias AS l ON l.alias_id = p.alias_id
WHERE r.superseded_by IS NULL AND r.number IS NOT NULL AND p.nps IS NOT NULL AND l.account_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM d_mouth_item AS m WHERE m.question = r.question AND m.label = coalesce(r.label, ''))
ORDER BY l.account_id, p.source_id, p.key_hash, md5(r.question), r.key_hash
-- name: mouth_sheets
-- One row a response; what it answers to questions after recommending and warning, the larger where two ask the same.
SELECT l.account_id, coalesce(l.contact_id, 0) AS contact, CAST(p.recorded_at AS DATE) AS day, p.nps, a.recommended, a.warned
FROM response_counted AS p JOIN d_alias AS l ON l.alias_id = p.alias_id
LEFT JOIN (SELECT v.source_id, v.response_id, max(CASE WHEN v.way = 'recommended' THEN v.told END) AS recommended, max(CASE WHEN v.way = 'warned' THEN v.told END) AS warned
  FROM (SELECT r.source_id, r.response_id, m.way, coalesce(r.number, CASE WHEN lower(trim(r.text)) IN ('yes', 'ja', 'oui', 'true', 'y') THEN 1.0
          WHEN lower(trim(r.text)) IN ('no', 'nein', 'non', 'false', 'n') THEN 0.0 END) AS told
        FROM f_answer AS r JOIN d_mouth_item AS m ON m.question = r.question AND m.label = coalesce(r.label, '') WHERE r.superseded_by IS NULL) AS v
  GROUP BY v.source_id, v.response_id) AS a ON a.source_id = p.source_id AND a.response_id = p.ext_id
WHERE l.account_id IS NOT NULL AND CAST(p.recorded_at AS DATE) <= CAST($1 AS DATE)
ORDER BY l.account_id, coalesce(l.contact_id, 0), p.recorded_at DESC, p.source_id, p.key_hash
-- name: mouth_words
-- Comments a day of each account, and in how many of them it says to have recommended or warned.
SELECT c.account_id, CAST(c."at" AS DATE) AS day, CAST(count(*) AS BIGINT) AS n, CAST(sum(coalesce(t.recommended, 0)) AS BIGINT) AS recommended, CAST(sum(coalesce(t.warned, 0)) AS BIGINT) AS warned
FROM d_comment AS c LEFT JOIN d_repeat AS r ON r.account_id = c.account_id AND r.comment_id = c.comment_id
LEFT JOIN (SELECT account_id, comment_id, max(CASE WHEN way = 'recommended' THEN 1 ELSE 0 END) AS recommended, max(CASE WHEN way = 'warned' THEN 1 ELSE 0 END) AS warned
  FROM d_mouth_said GROUP BY account_id, comment_id) AS t ON t.account_id = c.account_id AND t.comment_id = c.comment_id
WHERE c.account_id > 0 AND coalesce(r.again, FALSE) = FALSE AND CAST(c."at" AS DATE) <= CAST($1 AS DATE)
GROUP BY c.account_id, CAST(c."at" AS DATE) ORDER BY c.account_id, CAST(c."at" AS DATE)
-- name: mouth_deals
-- Won deals that may have made a customer, the first of each account first; who sent it by id, else by name.
SELECT l.account_id, o.close_date AS day, coalesce(o.lead_source, '') AS source, coalesce(o.referrer, '') AS named, coalesce(i.account_id, n.account_id) AS referrer
FROM f_opportunity AS o JOIN d_alias AS l ON l.alias_id = o.alias_id
LEFT JOIN (SELECT a.source_id, a.account_id AS id, min(d.account_id) AS account_id FROM alias AS a JOIN d_alias AS d ON d.alias_id = a.alias_id
  WHERE a.account_id <> '' AND d.account_id IS NOT NULL GROUP BY a.source_id, a.account_id) AS i ON i.source_id = o.source_id AND i.id = o.referrer
LEFT JOIN (SELECT lower(a.account_name) AS name, min(d.account_id) AS account_id FROM alias AS a JOIN d_alias AS d ON d.alias_id = a.alias_id
  WHERE a.account_name <> '' AND d.account_id IS NOT NULL GROUP BY lower(a.account_name)) AS n ON n.name = lower(o.referrer)
WHERE o.superseded_by IS NULL AND l.account_id IS NOT NULL AND o.close_date IS NOT NULL AND o.close_date <= CAST($1 AS DATE) AND (o.is_won = TRUE OR lower(coalesce(o.stage, '')) = 'closed won')
  AND (coalesce(o.type, '') = '' OR ((lower(o.type) LIKE '%new%' OR lower(o.type) LIKE '%neu%') AND lower(o.type) NOT LIKE '%renew%' AND lower(o.type) NOT LIKE '%erneu%'))
ORDER BY l.account_id, o.close_date, o.file_id, o.line
-- name: clear_mouth
DELETE FROM d_mouth
-- name: clear_mouth_new
DELETE FROM d_mouth_new
-- name: index_kept
-- The model a person kept last; one taken back has an empty text.
SELECT object FROM verdict WHERE stage = 'index' AND what = 'model' AND verdict_id = (SELECT max(verdict_id) FROM verdict WHERE stage = 'index' AND what = 'model') AND object <> '' ORDER BY verdict_id
-- name: clear_index_fit
DELETE FROM d_index_fit
-- name: clear_index
DELETE FROM d_index
-- name: clear_index_item
DELETE FROM d_index_item
-- name: clear_index_path
DELETE FROM d_index_path
