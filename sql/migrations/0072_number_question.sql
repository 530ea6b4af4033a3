-- 0072_number_question: columns whose numbers can be read both ways are asked about as dates are: `answer` and `was` may be point | comma (model/way.h).
ALTER TABLE question ADD COLUMN about TEXT;      -- dates | numbers; NULL: dates
-- Those that wait already.
INSERT INTO question (file_id, column_name, required, examples, about)
SELECT q.file_id, q.column_name, max(CASE WHEN q.whole_row THEN 1 ELSE 0 END) = 1, coalesce(min(CASE WHEN q.whole_row THEN NULL ELSE q.raw END), ''), 'numbers'
FROM quarantine AS q
WHERE q.reason = 'decimals and thousands cannot be told apart' AND NOT EXISTS (SELECT 1 FROM question AS x WHERE x.file_id = q.file_id AND x.column_name = q.column_name)
GROUP BY q.file_id, q.column_name;
