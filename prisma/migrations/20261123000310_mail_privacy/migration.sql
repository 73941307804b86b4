-- Privacy of mail, and what people decide about threads: never-log rules, private threads, splits and merges that last,
-- short references of threads, and a person who asks to be forgotten.

-- A new foreign key looks at the rows of both tables, and old threads get references: their owner may see them for that long.
do $$ declare t text; begin
  foreach t in array array['staff', 'thread', 'mailbox', 'participant', 'thread_link'] loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- ---- What is never logged. `staff_id` null: a rule of the whole company; else of that person's mailboxes.

create table "never_log" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "kind" text not null,
  "pattern" text not null,
  "staff_id" uuid,
  "version" integer not null default 1,
  "created_at" timestamptz(3) not null default app_now(),
  "updated_at" timestamptz(3) not null default app_now(),
  constraint "never_log_pkey" primary key ("workspace_id", "id")
);
alter table "never_log" add constraint "never_log_workspace_id_staff_id_fkey"
  foreign key ("workspace_id", "staff_id") references "staff" ("workspace_id", "id") on delete restrict on update restrict;
alter table never_log add constraint never_log_kind check (kind in ('address', 'domain'));
create unique index never_log_of_company on never_log (workspace_id, pattern) where staff_id is null;
create unique index never_log_of_person on never_log (workspace_id, staff_id, pattern) where staff_id is not null;
-- That a rule was made is recorded; which address it names stands in the rule alone.
select daybook_audited('never_log', array['pattern']);

-- ---- Threads: a reference to type, privacy, and what people split and joined

alter table "thread" add column "ref" text, add column "private_at" timestamptz(3), add column "private_by_id" uuid,
  add column "arranged" boolean not null default false;
alter table "thread" add constraint "thread_workspace_id_private_by_id_fkey"
  foreign key ("workspace_id", "private_by_id") references "staff" ("workspace_id", "id") on delete restrict on update restrict;

do $$
declare
  ws uuid;
begin
  for ws in select distinct workspace_id from thread loop
    perform set_config('daybook.workspace', ws::text, true);
    update thread t set ref = 'MAIL-' || n.nr
      from (select id, row_number() over (order by first_at, id) as nr from thread where workspace_id = ws) n
     where t.workspace_id = ws and t.id = n.id;
    insert into counter (workspace_id, id, kind, next_number)
    select ws, new_id(), 'thread', count(*) + 1 from thread where workspace_id = ws;
  end loop;
  perform set_config('daybook.workspace', '', true);
end $$;

alter table "thread" alter column "ref" set not null;
create unique index "thread_workspace_id_ref_key" on "thread" ("workspace_id", "ref");

-- A message that a person made the beginning of a thread of its own, and the thread that became.
create table "thread_pin" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "message_key" text not null,
  "thread_id" uuid not null,
  "version" integer not null default 1,
  "created_at" timestamptz(3) not null default app_now(),
  "updated_at" timestamptz(3) not null default app_now(),
  constraint "thread_pin_pkey" primary key ("workspace_id", "id")
);
create unique index "thread_pin_workspace_id_message_key_key" on "thread_pin" ("workspace_id", "message_key");
alter table "thread_pin" add constraint "thread_pin_workspace_id_thread_id_fkey"
  foreign key ("workspace_id", "thread_id") references "thread" ("workspace_id", "id") on delete restrict on update restrict;
select daybook_audited('thread_pin');

-- Two messages whose threads a person made one; `thread_id` is the thread that went into the other.
create table "thread_join" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "message_key" text not null,
  "other_key" text not null,
  "thread_id" uuid not null,
  "version" integer not null default 1,
  "created_at" timestamptz(3) not null default app_now(),
  "updated_at" timestamptz(3) not null default app_now(),
  constraint "thread_join_pkey" primary key ("workspace_id", "id")
);
create index "thread_join_workspace_id_message_key_idx" on "thread_join" ("workspace_id", "message_key");
create index "thread_join_workspace_id_other_key_idx" on "thread_join" ("workspace_id", "other_key");
alter table "thread_join" add constraint "thread_join_workspace_id_thread_id_fkey"
  foreign key ("workspace_id", "thread_id") references "thread" ("workspace_id", "id") on delete restrict on update restrict;
select daybook_audited('thread_join');

-- ---- Bcc belongs to the copy that shows it

alter table "participant" add column "mailbox_id" uuid;
alter table "participant" add constraint "participant_workspace_id_mailbox_id_fkey"
  foreign key ("workspace_id", "mailbox_id") references "mailbox" ("workspace_id", "id") on delete restrict on update restrict;
alter table "thread_link" add column "mailbox_id" uuid;
alter table "thread_link" add constraint "thread_link_workspace_id_mailbox_id_fkey"
  foreign key ("workspace_id", "mailbox_id") references "mailbox" ("workspace_id", "id") on delete restrict on update restrict;

-- ---- Mail of strangers has no body until the mailbox's owner agreed; then it is fetched

alter table "message" add column "body_stored" boolean not null default true;
grant update (text, reply, size_bytes, pack_file, pack_offset, pack_length, body_stored) on message to daybook_app;
create index message_without_body on message (workspace_id, id) where not body_stored;

do $$ declare t text; begin
  foreach t in array array['staff', 'thread', 'mailbox', 'participant', 'thread_link'] loop execute format('alter table %I force row level security', t); end loop;
end $$;

-- ---- Tombstones: the key that their HMACs are made with, one a workspace. Reports have no use for it.

create table "tombstone_key" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "key" bytea not null,
  "version" integer not null default 1,
  "created_at" timestamptz(3) not null default app_now(),
  "updated_at" timestamptz(3) not null default app_now(),
  constraint "tombstone_key_pkey" primary key ("workspace_id", "id")
);
create unique index "tombstone_key_workspace_id_key" on "tombstone_key" ("workspace_id");
select daybook_plumbing('tombstone_key');
revoke select on tombstone_key from daybook_reader;


-- ---- Forgetting a person. What is written once is changed for this alone, and only from within these functions, which run
-- as the owner behind the same wall. `erasing` is set by them; a login that sets it itself gains nothing.

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if current_user = 'daybook_owner' and tg_op = 'UPDATE' and current_setting('daybook.erasing', true) = 'yes' then
    return new;
  end if;
  raise exception using errcode = 'DB009',
    message = format('What is recorded in %s is never changed or removed; it is corrected by a further record.', tg_table_name),
    detail = jsonb_build_object('table', tg_table_name, 'operation', lower(tg_op));
end $$;

-- Takes a person out of the mail that they wrote or got: names and addresses become the pseudonym, what they wrote goes,
-- and so do the raw bytes, whose places are answered for the caller to wipe. Participants are found by their keys.
create function erase_correspondent(keys text[], pseudonym text, contact uuid)
returns table (message_id uuid, pack_file text, pack_offset bigint, pack_length integer)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
#variable_conflict use_column
declare
  ws uuid := require_workspace();
  stranger text := lower(regexp_replace(pseudonym, '[^[:alnum:]]+', '-', 'g')) || '@erased.invalid';
  theirs uuid[];
  written uuid[];
begin
  perform set_config('daybook.erasing', 'yes', true);
  select array_agg(distinct p.message_id), array_agg(distinct p.message_id) filter (where p.role = 'from')
    into theirs, written from participant p where p.workspace_id = ws and p.address_key = any(keys);
  return query select m.id, m.pack_file, m.pack_offset, m.pack_length from message m
    where m.workspace_id = ws and m.id = any(theirs) and m.pack_file <> '';
  update participant p set address = stranger, address_key = stranger, name = null
   where p.workspace_id = ws and p.address_key = any(keys);
  update message m set from_address = stranger, from_name = pseudonym, subject = '[erased]', text = '[erased]', reply = '[erased]'
   where m.workspace_id = ws and m.id = any(written);
  update attachment a set filename = '[erased]' where a.workspace_id = ws and a.message_id = any(written);
  update message m set pack_file = '', pack_offset = 0, pack_length = 0 where m.workspace_id = ws and m.id = any(theirs);
  update activity a set body = '[erased]' where a.workspace_id = ws and a.contact_id = contact;
  update audit_log l set before = case when l.before is null then null else '{"erased": true}'::jsonb end,
         after = case when l.after is null then null else '{"erased": true}'::jsonb end
   where l.workspace_id = ws and (l.entity = 'contact' and l.entity_id = contact
      or l.entity = 'contact_address' and (l.before ->> 'contact_id' = contact::text or l.after ->> 'contact_id' = contact::text)
      or l.entity = 'activity' and l.entity_id in (select a.id from activity a where a.workspace_id = ws and a.contact_id = contact));
  perform set_config('daybook.erasing', '', true);
end $$;

-- Tables whose words stay: documents and books that the law keeps, what identifies colleagues and the company itself, and
-- the rules and marks by which the service knows what not to store.
create function erase_keeps() returns text[] language sql immutable as $$
  select array['invoice', 'invoice_line', 'payment', 'allocation', 'journal_entry', 'posting', 'seal', 'sealed_entry',
    'balance', 'balance_delta', 'unsealed', 'account', 'period', 'tax_code', 'number_series', 'workspace', 'role', 'staff',
    'staff_role', 'mailbox', 'secret', 'slack_installation', 'company_domain', 'never_log', 'tombstone', 'tombstone_key',
    'counter', 'pipeline', 'stage', 'thread_node', 'message_ref', 'thread_pin', 'thread_join']
$$;

-- Replaces in every text of a table what `pattern` (a regular expression) finds. Answers how many fields were changed.
create function erase_words(wanted text, pattern text, pseudonym text) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  col record;
  changed integer;
  total integer := 0;
begin
  if wanted = any(erase_keeps()) or not exists (select from pg_class where oid = to_regclass(format('public.%I', wanted)) and relkind = 'r') then
    return 0;
  end if;
  perform set_config('daybook.erasing', 'yes', true);
  for col in
    select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
     where a.attrelid = to_regclass(format('public.%I', wanted)) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
       and exists (select from pg_attribute w where w.attrelid = a.attrelid and w.attname = 'workspace_id')
  loop
    execute format('update %1$I set %2$I = regexp_replace(%2$I::text, $1, $2, ''gi'')::%3$s where workspace_id = $3 and %2$I::text ~* $1',
      wanted, col.name, col.type) using pattern, pseudonym, ws;
    get diagnostics changed = row_count;
    total := total + changed;
  end loop;
  perform set_config('daybook.erasing', '', true);
  return total;
end $$;

-- Where a pattern is still found, table by table: what was kept, or proof that nothing is left.
create function find_words(pattern text) returns table (in_table text, fields bigint)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  ws uuid := require_workspace();
  col record;
  found_rows bigint;
begin
  for col in
    select c.relname as tab, string_agg(format('%I::text', a.attname), ', ') as cols
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'tombstone_key'
       and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
       and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id')
     group by c.relname order by c.relname
  loop
    execute format('select count(*) from %I where workspace_id = $1 and concat_ws(e''\n'', %s) ~* $2', col.tab, col.cols)
      into found_rows using ws, pattern;
    if found_rows > 0 then
      in_table := col.tab; fields := found_rows;
      return next;
    end if;
  end loop;
end $$;

revoke execute on function erase_correspondent(text[], text, uuid), erase_words(text, text, text), find_words(text) from public;
grant execute on function erase_correspondent(text[], text, uuid), erase_words(text, text, text), find_words(text) to daybook_app;
