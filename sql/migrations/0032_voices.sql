-- 0032_voices: what customers say in the course of tickets, in reviews and in calls.  Whose words a row holds is said here, once.

CREATE VIEW message_told AS          -- messages in force, whose they are, and the ticket's first message; side: customer | agent | internal | NULL: not known
  SELECT m.source_id, m.key_hash, m.file_id, m.line, m.ticket_id, m."at", m.text, t.body,
         CASE WHEN m.side IS NOT NULL THEN m.side WHEN l.contact_id = o.contact_id THEN 'customer' END AS side,   -- who asked answers for the customer
         CASE WHEN l.account_id IS NOT NULL OR t.alias_id IS NULL THEN m.alias_id ELSE t.alias_id END AS alias_id,
         CASE WHEN l.account_id IS NOT NULL THEN l.account_id ELSE o.account_id END AS account_id,
         CASE WHEN l.account_id IS NOT NULL THEN l.contact_id ELSE o.contact_id END AS contact_id
  FROM f_message AS m LEFT JOIN f_ticket AS t ON t.source_id = m.source_id AND t.ext_id = m.ticket_id AND t.superseded_by IS NULL
  LEFT JOIN d_alias AS l ON l.alias_id = m.alias_id LEFT JOIN d_alias AS o ON o.alias_id = t.alias_id
  WHERE m.superseded_by IS NULL AND m.text IS NOT NULL AND m."at" IS NOT NULL;

-- Where the transcript does not say it: a person known at the account is a customer; so is the only other speaker of a call that names our side.
CREATE VIEW utterance_told AS        -- utterances in force, and whose they are; side: customer | agent | NULL: not known
  SELECT u.source_id, u.key_hash, u.file_id, u.line, u.alias_id, u.call_id, u."at", u.seq, u.speaker, u.from_ms, u.to_ms, u.text, l.account_id, l.contact_id,
         CASE WHEN u.side IS NOT NULL THEN u.side WHEN l.contact_id IS NOT NULL THEN 'customer' WHEN k.ours > 0 AND k.theirs = 0 AND k.others = 1 THEN 'customer' END AS side
  FROM f_utterance AS u LEFT JOIN d_alias AS l ON l.alias_id = u.alias_id
  LEFT JOIN (SELECT source_id, call_id, sum(CASE WHEN side = 'agent' THEN 1 ELSE 0 END) AS ours, sum(CASE WHEN side = 'customer' THEN 1 ELSE 0 END) AS theirs,
               count(DISTINCT CASE WHEN side IS NULL THEN coalesce(speaker, '') END) AS others
             FROM f_utterance WHERE superseded_by IS NULL GROUP BY source_id, call_id) AS k ON k.source_id = u.source_id AND k.call_id = u.call_id
  WHERE u.superseded_by IS NULL AND u.text IS NOT NULL AND u."at" IS NOT NULL;

-- The days on which somebody spoke to us: answers that count, tickets, what customers wrote in them, reviews, calls.  As in 0028 an answer that
-- does not count has no day.
CREATE OR REPLACE VIEW heard AS
  SELECT alias_id, CASE WHEN reason IS NULL THEN CAST(recorded_at AS DATE) END AS day FROM response_judged
  UNION ALL SELECT alias_id, CAST(created_at AS DATE) AS day FROM f_ticket WHERE superseded_by IS NULL
  UNION ALL SELECT alias_id, CAST("at" AS DATE) AS day FROM message_told WHERE side = 'customer'
  UNION ALL SELECT alias_id, CAST("at" AS DATE) AS day FROM f_review WHERE superseded_by IS NULL
  UNION ALL SELECT alias_id, CAST("at" AS DATE) AS day FROM utterance_told WHERE side = 'customer';

CREATE TABLE d_comment_call (        -- listen: which piece of which call a comment is: utterances of one speaker, one after another (f_utterance)
--@postgres
  PRIMARY KEY (account_id, comment_id),
--@all
  account_id BIGINT NOT NULL,        -- of d_comment
  comment_id BIGINT NOT NULL,
  source_id  BIGINT NOT NULL,
  call_id    TEXT NOT NULL,
  seq_from   BIGINT NOT NULL,        -- first and last utterance
  seq_to     BIGINT NOT NULL,
  speaker    TEXT,                   -- as the transcript says
  from_ms    BIGINT,                 -- milliseconds from the start of the recording; NULL: not said
  to_ms      BIGINT
);
