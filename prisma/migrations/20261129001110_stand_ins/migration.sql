-- A mail that was forwarded within a text is known as somebody's program retyped it: without its attachments, and with four headers.
-- It stands in for the mail until a copy of that comes, whose headers are taken over then. A partial index is all that it costs the others.
alter table message add column stands_in boolean not null default false;
grant update (subject, sent_at, from_address, from_name, direction, class, stands_in) on message to daybook_app;
create index message_standing_in on message (workspace_id, id) where stands_in;
