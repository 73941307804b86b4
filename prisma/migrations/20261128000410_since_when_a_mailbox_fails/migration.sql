-- A mailbox that is away for a minute is nobody's business; one that stays away is. Of those that fail just now it is known from the next
-- failure on.
alter table mailbox add column failing_since timestamptz(3);
alter table mailbox add constraint mailbox_failing_since check (failing_since is null or status = 'failing');
