-- A mail server of one's own signs its certificate itself: it is known by that certificate (or the authority's), or not looked at.
alter table mailbox
  add column tls_ca text,
  add column tls_unchecked boolean not null default false,
  add constraint mailbox_tls_one_way check (tls_ca is null or not tls_unchecked);
