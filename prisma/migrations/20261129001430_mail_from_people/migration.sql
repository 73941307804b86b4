-- What customers wrote, and when: read every night of all of them, to see who has gone quiet. Without it each mail's row was read for three
-- of its columns, text and all.
create index message_from_people on message (workspace_id, thread_id, sent_at) where direction = 'in' and class = 'person';
