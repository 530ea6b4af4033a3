-- An answer is known by its response and its question: its id is not kept a second time beside them (key_hash is made of it, as of an event's).
UPDATE f_answer SET ext_id = NULL WHERE ext_id IS NOT NULL;
