-- Texts that were left out are fetched by one worker a mailbox at a time, who says until when it may be at it.
alter table routing.mailbox_lease add column bodies_until timestamptz(3) not null default '-infinity';
