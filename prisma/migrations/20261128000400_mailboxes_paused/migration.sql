-- A mailbox can rest, and end. Workers look at leases alone, before the wall, so it is said there that nobody is to take one; its
-- fence stays, so that a worker of before can still be told from one after it.
alter table routing.mailbox_lease add column paused boolean not null default false;

alter table mailbox drop constraint mailbox_status_known;
alter table mailbox add constraint mailbox_status_known
  check (status in ('new', 'backfilling', 'following', 'failing', 'paused', 'removed'));
-- Nothing is left to log in by.
alter table mailbox add constraint mailbox_removed_without_secret
  check (status <> 'removed' or (secret_id is null and smtp_url is null and not support));
