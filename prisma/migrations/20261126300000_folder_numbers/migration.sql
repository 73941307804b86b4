-- What the server said of a folder when all that it had there was dealt with. UIDNEXT moves with every message that is added and
-- the count falls with every one that goes (RFC 3501 §2.3.1.1), so the same two numbers are the same messages. Unknown for the
-- folders that there are: they are looked through once more.
alter table folder_cursor
  add column seen_uid_next bigint,
  add column seen_messages integer,
  add constraint folder_cursor_seen_whole check ((seen_uid_next is null) = (seen_messages is null)),
  add constraint folder_cursor_seen_not_negative check (seen_uid_next > 0 and seen_messages >= 0);
