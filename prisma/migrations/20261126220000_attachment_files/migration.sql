-- Attachments by what they hold: a file that lies in many mails is kept once, below its SHA-256 (RFC 6234), beside the packs.
-- Null: its bytes are in the raw mail alone.

alter table "attachment" add column "content_hash" text;
alter table attachment add constraint attachment_content_hash check (content_hash ~ '^[0-9a-f]{64}$');
-- Who still refers to a file is asked by its hash before the file goes.
create index attachment_by_content on attachment (workspace_id, content_hash) where content_hash is not null;

-- What was written once stays; where its bytes are kept may change.
drop trigger a_refuse_change on attachment;
create trigger a_refuse_change before delete or update of workspace_id, id, filename, content_type, size_bytes, part_path,
  content_id, message_id, created_at on attachment for each row execute function refuse_change();
grant update (content_hash) on attachment to daybook_app;
