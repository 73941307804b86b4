-- Mail comes by the hundred in one statement, and most of what storing it cost was work done row by row: a foreign key's check,
-- a default that asks whether the workspace is simulated, a row for each id that a message refers to.

-- ---- What a message refers to: a row a message, and one more for every copy that names others

do $$ declare t text; begin
  foreach t in array array['message_ref', 'message', 'thread', 'thread_link'] loop execute format('alter table %I no force row level security', t); end loop;
end $$;

alter table message_ref rename to message_ref_by_row;
alter table message_ref_by_row rename constraint "message_ref_pkey" to message_ref_by_row_pkey;

create table "message_ref" (
  "workspace_id" uuid not null,
  "id" uuid not null,
  "reference_keys" text[] not null default '{}',
  "reply_keys" text[] not null default '{}',
  "message_id" uuid not null,
  "created_at" timestamptz(3) not null default app_now(),
  constraint "message_ref_pkey" primary key ("workspace_id", "id")
);
insert into message_ref (workspace_id, id, message_id, reference_keys, reply_keys, created_at)
select r.workspace_id, new_id(), r.message_id,
       coalesce(array_agg(r.ref_key order by r.position) filter (where r.kind = 'references'), '{}'),
       coalesce(array_agg(r.ref_key order by r.position) filter (where r.kind = 'in-reply-to'), '{}'), min(r.created_at)
  from message_ref_by_row r group by r.workspace_id, r.message_id;
drop table message_ref_by_row;
create index "message_ref_workspace_id_message_id_idx" on "message_ref" ("workspace_id", "message_id");
alter table "message_ref" add constraint "message_ref_workspace_id_message_id_fkey"
  foreign key ("workspace_id", "message_id") references "message" ("workspace_id", "id") on delete restrict on update restrict;
select daybook_append_only('message_ref');

-- Who refers to an id is asked only where people split or joined something; elsewhere it is in the thread of that id.
create index thread_arranged on thread (workspace_id, id) where arranged;

-- ---- Keys to messages and threads, looked up once a statement (ADR 3). Neither ever goes away, so that no lock is needed.

create trigger a_keep before delete on message for each row execute function refuse_change();
create trigger a_keep before delete on thread for each row execute function refuse_change();
create trigger a_keep_key before update of workspace_id, id on message for each row
  when (old.id <> new.id or old.workspace_id <> new.workspace_id) execute function refuse_change();
create trigger a_keep_key before update of workspace_id, id on thread for each row
  when (old.id <> new.id or old.workspace_id <> new.workspace_id) execute function refuse_change();
revoke delete on thread from daybook_app;

-- `tg_argv`: a column and the table it refers to, in pairs. A look-up each by the primary key, not a join: joins are planned by
-- statistics, which know nothing of what a backfill has just written, and then took 50 ms a batch.
create function check_keys_of_inserts() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  missing uuid;
begin
  for n in 0 .. tg_nargs / 2 - 1 loop
    execute format('select m.%1$I from made m where m.%1$I is not null
      and (select p.id from %2$I p where p.workspace_id = m.workspace_id and p.id = m.%1$I limit 1) is null limit 1', tg_argv[2 * n], tg_argv[2 * n + 1])
      into missing;
    if missing is not null then
      raise exception using errcode = 'foreign_key_violation',
        constraint = format('%s_workspace_id_%s_fkey', tg_table_name, tg_argv[2 * n]), table = tg_table_name,
        message = format('There is no %s %s in this workspace.', tg_argv[2 * n + 1], missing);
    end if;
  end loop;
  return null;
end $$;

create function check_key_of_update() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  wanted uuid := (to_jsonb(new) ->> tg_argv[0])::uuid;
  there boolean;
begin
  execute format('select exists (select from %I p where p.workspace_id = $1 and p.id = $2)', tg_argv[1])
    into there using new.workspace_id, wanted;
  if wanted is not null and not there then
    raise exception using errcode = 'foreign_key_violation',
      constraint = format('%s_workspace_id_%s_fkey', tg_table_name, tg_argv[0]), table = tg_table_name,
      message = format('There is no %s %s in this workspace.', tg_argv[1], wanted);
  end if;
  return null;
end $$;
revoke execute on function check_keys_of_inserts(), check_key_of_update() from public;

do $$
declare
  child record;
  parent text;
  key text;
begin
  for child in select * from (values ('message', array['thread']), ('thread_node', array['thread']), ('message_ref', array['message']),
    ('participant', array['message']), ('attachment', array['message']), ('message_location', array['message']),
    ('thread_link', array['thread', 'message'])) v(name, parents)
  loop
    execute format('create trigger c_keys after insert on %I referencing new table as made for each statement
      execute function check_keys_of_inserts(%s)', child.name,
      (select string_agg(format('%L, %L', p || '_id', p), ', ') from unnest(child.parents) p));
    foreach parent in array child.parents loop
      key := parent || '_id';
      execute format('create trigger c_key_%1$s after update of workspace_id, %1$I on %2$I for each row
        when (old.%1$I is distinct from new.%1$I or old.workspace_id <> new.workspace_id) execute function check_key_of_update(%1$L, %3$L)',
        key, child.name, parent);
      -- Postgres 18 can keep such a key on record without checking it; before that it has to go.
      execute format('alter table %I %s', child.name, case when current_setting('server_version_num')::int >= 180000
        then format('alter constraint %I not enforced', format('%s_workspace_id_%s_fkey', child.name, key))
        else format('drop constraint %I', format('%s_workspace_id_%s_fkey', child.name, key)) end);
    end loop;
  end loop;
end $$;

do $$ declare t text; begin
  foreach t in array array['message_ref', 'message', 'thread', 'thread_link'] loop execute format('alter table %I force row level security', t); end loop;
end $$;

-- ---- The time is asked for once a statement

create or replace function write_audit_of_inserts() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
begin
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  select n.workspace_id, new_id(), (select app_now()), current_actor(), current_via(), current_reference(), tg_table_name, n.id,
    'insert', null, to_jsonb(n) - 'workspace_id' - 'created_at' - 'updated_at'
  from made n;
  return null;
end $$;
