-- Companies and contacts in full: tags, fields of the company's own, several phones, a billing contact, what was merged into what.

do $$ declare t text; begin
  foreach t in array array['workspace', 'company', 'contact', 'deal']
  loop execute format('alter table %I no force row level security', t); end loop;
end $$;

-- ---- What namesakes share: a name without legal form, punctuation and order of words

-- "Müller & Söhne GmbH" and "Mueller Söhne" are written by people; their keys are folded by the service before they come here.
create function company_match_key(name_key text) returns text language sql immutable strict parallel safe as $$
  select coalesce(nullif(string_agg(word, ' ' order by n), ''), name_key)
  from regexp_split_to_table(regexp_replace(name_key, '[^[:alnum:]]+', ' ', 'g'), ' +') with ordinality w(word, n)
  where word <> '' and word not in ('gmbh', 'ag', 'kg', 'ohg', 'ug', 'mbh', 'se', 'ev', 'inc', 'llc', 'llp', 'lp', 'ltd', 'limited', 'plc',
    'corp', 'corporation', 'co', 'company', 'sa', 'sas', 'sarl', 'srl', 'spa', 'bv', 'nv', 'oy', 'ab', 'as', 'aps', 'pty', 'kk', 'the', 'and', 'und',
    'et', 'group')
$$;

-- "Lovelace, Ada" is "Ada Lovelace".
create function contact_match_key(name_key text) returns text language sql immutable strict parallel safe as $$
  select coalesce(nullif(string_agg(word, ' ' order by word), ''), name_key)
  from regexp_split_to_table(regexp_replace(name_key, '[^[:alnum:]]+', ' ', 'g'), ' +') w(word)
  where word <> '' and word not in ('mr', 'mrs', 'ms', 'dr', 'prof', 'herr', 'frau', 'dipl', 'ing', 'mme', 'sir', 'phd', 'jr', 'sr')
$$;

create function keep_company_match_key() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.match_key := company_match_key(new.name_key);
  return new;
end $$;
create function keep_contact_match_key() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  new.match_key := contact_match_key(new.name_key);
  return new;
end $$;

alter table company
  add column match_key text not null default '',
  add column billing_contact_id uuid,
  add column merged_into_id uuid,
  add column merged_at timestamptz(3),
  add constraint company_parent_is_another check (parent_id <> id),
  add constraint company_merged_into_another check (merged_into_id <> id),
  add constraint company_merged_at_once check ((merged_into_id is null) = (merged_at is null)),
  add constraint company_workspace_id_billing_contact_id_fkey foreign key (workspace_id, billing_contact_id) references contact (workspace_id, id) on delete restrict on update restrict,
  add constraint company_workspace_id_merged_into_id_fkey foreign key (workspace_id, merged_into_id) references company (workspace_id, id) on delete restrict on update restrict;
alter table contact
  add column match_key text not null default '',
  add column merged_into_id uuid,
  add column merged_at timestamptz(3),
  add constraint contact_merged_into_another check (merged_into_id <> id),
  add constraint contact_merged_at_once check ((merged_into_id is null) = (merged_at is null)),
  add constraint contact_workspace_id_merged_into_id_fkey foreign key (workspace_id, merged_into_id) references contact (workspace_id, id) on delete restrict on update restrict;

-- The audit trail has nothing to say of a key that follows from the name.
alter table company disable trigger user;
alter table contact disable trigger user;
update company set match_key = company_match_key(name_key);
update contact set match_key = contact_match_key(name_key);
alter table company enable trigger user;
alter table contact enable trigger user;

create trigger a_match_key before insert or update of name_key on company for each row execute function keep_company_match_key();
create trigger a_match_key before insert or update of name_key on contact for each row execute function keep_contact_match_key();

create index company_workspace_id_match_key_idx on company (workspace_id, match_key);
create index company_of_tax_id on company (workspace_id, tax_id) where tax_id is not null;
create index company_merged_into on company (workspace_id, merged_into_id) where merged_into_id is not null;
create index company_of_parent on company (workspace_id, parent_id) where parent_id is not null;
create index contact_workspace_id_match_key_idx on contact (workspace_id, match_key);
create index contact_merged_into on contact (workspace_id, merged_into_id) where merged_into_id is not null;
create index contact_workspace_id_owner_id_idx on contact (workspace_id, owner_id);

-- ---- Several phones of a contact

create table contact_phone (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  phone text not null,
  phone_key text not null,
  preferred boolean not null default false,
  created_at timestamptz(3) not null default app_now(),
  constraint contact_phone_pkey primary key (workspace_id, id),
  constraint contact_phone_workspace_id_contact_id_fkey foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete restrict on update restrict
);
create unique index contact_phone_workspace_id_contact_id_phone_key_key on contact_phone (workspace_id, contact_id, phone_key);
create index contact_phone_workspace_id_phone_key_idx on contact_phone (workspace_id, phone_key);
insert into contact_phone (workspace_id, id, contact_id, phone, phone_key, preferred)
select workspace_id, new_id(), id, phone, regexp_replace(phone, '[^0-9+]', '', 'g'), true from contact where phone is not null;
alter table contact drop column phone;
select daybook_audited('contact_phone'::regclass);

-- ---- Fields of a company's own, and tags: on the record itself, with an index that row security can use

create table custom_field (
  workspace_id uuid not null,
  id uuid not null,
  kind text not null,
  key text not null,
  label text not null,
  type text not null,
  choices text[] not null default '{}',
  hint text,
  position integer not null,
  archived_at timestamptz(3),
  version integer not null default 1,
  created_at timestamptz(3) not null default app_now(),
  updated_at timestamptz(3) not null default app_now(),
  constraint custom_field_pkey primary key (workspace_id, id),
  constraint custom_field_kind check (kind in ('company', 'contact', 'deal', 'case')),
  constraint custom_field_type check (type in ('text', 'number', 'amount', 'date', 'choice', 'yes-no', 'person')),
  constraint custom_field_choices check ((type = 'choice') = (choices <> '{}'))
);
create unique index custom_field_workspace_id_kind_key_key on custom_field (workspace_id, kind, key);
select daybook_audited('custom_field'::regclass);

-- What a record is found by: `facet` is 'tag' or the key of a field, `value` its value as text, in lower case. Equality of text is what an
-- index behind row security can be asked for; `tags @>` and `custom @>` read the whole table there.
create table record_facet (
  workspace_id uuid not null,
  id uuid not null default new_id(),
  kind text not null,
  facet text not null,
  value text not null,
  record_id uuid not null,
  constraint record_facet_pkey primary key (workspace_id, id)
);
create unique index record_facet_workspace_id_kind_facet_value_record_id_key on record_facet (workspace_id, kind, facet, value, record_id);
create index record_facet_workspace_id_record_id_idx on record_facet (workspace_id, record_id);
select daybook_plumbing('record_facet'::regclass);

create function facet_value(given jsonb) returns text language sql immutable strict parallel safe as $$
  select left(lower(case when jsonb_typeof(given) = 'object' then (given ->> 'minor') || ' ' || (given ->> 'currency') else given #>> '{}' end), 200)
$$;

create function keep_facets() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from record_facet where workspace_id = old.workspace_id and record_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into record_facet (workspace_id, kind, facet, value, record_id)
    select new.workspace_id, tg_table_name, 'tag', tag, new.id from unnest(new.tags) tag
    union select new.workspace_id, tg_table_name, key, facet_value(value), new.id from jsonb_each(new.custom) where value <> 'null';
  end if;
  return null;
end $$;

-- Gives a kind of record tags and fields of its own. `custom_field_kind` must know its name.
create function daybook_faceted(wanted regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s add column tags text[] not null default ''{}'', add column custom jsonb not null default ''{}''', wanted);
  execute format('create trigger c_facets_of_new after insert on %s for each row when (new.tags <> ''{}'' or new.custom <> ''{}'') execute function keep_facets()', wanted);
  execute format('create trigger c_facets after update on %s for each row
    when (new.tags is distinct from old.tags or new.custom is distinct from old.custom) execute function keep_facets()', wanted);
  execute format('create trigger c_facets_of_gone after delete on %s for each row when (old.tags <> ''{}'' or old.custom <> ''{}'') execute function keep_facets()', wanted);
end $$;
select daybook_faceted(t::regclass) from unnest(array['company', 'contact', 'deal']) t;

-- ---- Taking back what one command changed

-- Restores every row that the command `wanted` changed at `wanted_at` from what the audit trail says it was. Each must still be as the
-- command left it, column by column: where one is not, nothing is restored, and the answer names these rows with `done` false. Tables that
-- are not in `allowed` are left out of account. Runs with the rights of the caller. Several changes of one row follow each other by their
-- versions: within a millisecond the ids of audit rows don't.
create function take_back(wanted text, wanted_at timestamptz, allowed text[])
returns table (in_table text, row_id uuid, content jsonb, done boolean) language plpgsql as $$
declare
  change record;
  fits boolean;
  spoilt boolean := false;
begin
  for change in
    select a.entity, a.entity_id, bool_or(a.action = 'delete') as gone,
      coalesce(jsonb_object_agg(e.key, e.value order by (a.after ->> 'version')::integer) filter (where e.key is not null), '{}') - 'version' as left_as
    from audit_log a left join lateral jsonb_each(case when a.action <> 'delete' then a.after end) e on true
    where a.workspace_id = current_workspace() and a.reference = wanted and a.at = wanted_at and a.entity = any (allowed)
    group by 1, 2 order by 1, 2
  loop
    execute format('select coalesce((select not exists (select from jsonb_each($1) e where e.value is distinct from to_jsonb(t) -> e.key)
      from %I t where workspace_id = current_workspace() and id = $2 for update), false) <> $3', change.entity)
      into fits using change.left_as, change.entity_id, change.gone;
    if not fits then
      spoilt := true;
      return query select change.entity, change.entity_id, change.left_as, false;
    end if;
  end loop;
  if spoilt then return; end if;
  for change in
    select a.entity, a.entity_id, a.action, a.before, a.after, a.before - 'version' as was from audit_log a
    where a.workspace_id = current_workspace() and a.reference = wanted and a.at = wanted_at and a.entity = any (allowed)
    order by array_position(array['insert', 'update', 'delete'], a.action), (a.after ->> 'version')::integer desc nulls last, a.id desc
  loop
    if change.action = 'insert' then
      execute format('delete from %I where workspace_id = current_workspace() and id = $1', change.entity) using change.entity_id;
    elsif change.action = 'delete' then
      execute format('insert into %1$I (workspace_id, %2$s) select current_workspace(), %2$s from jsonb_populate_record(null::%1$I, $1)', change.entity,
        (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(change.before) key)) using change.before;
    elsif change.was <> '{}' then
      execute format('update %1$I set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$I, $1)) where workspace_id = current_workspace() and id = $2',
        change.entity, (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(change.was) key)) using change.was, change.entity_id;
    end if;
    return query select change.entity, change.entity_id, coalesce(change.after, change.before), true;
  end loop;
end $$;

-- ---- A person who is forgotten is forgotten with their phones

create or replace function erase_correspondent(keys text[], pseudonym text, contact uuid)
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
      or l.entity in ('contact_address', 'contact_phone') and (l.before ->> 'contact_id' = contact::text or l.after ->> 'contact_id' = contact::text)
      or l.entity = 'activity' and l.entity_id in (select a.id from activity a where a.workspace_id = ws and a.contact_id = contact));
  perform set_config('daybook.erasing', '', true);
end $$;

do $$ declare t text; begin
  foreach t in array array['workspace', 'company', 'contact', 'deal']
  loop execute format('alter table %I force row level security', t); end loop;
end $$;

grant execute on function company_match_key(text), contact_match_key(text), facet_value(jsonb), take_back(text, timestamptz, text[])
  to daybook_app, daybook_reader;
