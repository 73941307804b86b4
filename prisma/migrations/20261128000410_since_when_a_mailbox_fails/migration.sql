-- A mailbox that is away for a minute is nobody's business; one that stays away is.
alter table mailbox add column failing_since timestamptz(3);
update mailbox set failing_since = app_now() where status = 'failing';
alter table mailbox add constraint mailbox_failing_since check ((status = 'failing') = (failing_since is not null));
