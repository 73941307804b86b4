-- A mail's text and its words for search are stored as they are, up to a page: Postgres tries to compress every row above two
-- kilobytes, which most mails are, and that took a quarter of what it costs to store them. What is longer is compressed as before.
alter table message set (toast_tuple_target = 8160);
alter table search.mail set (toast_tuple_target = 8160);

-- As before; who acts and through what is asked once a statement, and what is left out of the row is left out in one go.
create or replace function write_audit_of_inserts() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
begin
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  select n.workspace_id, new_id(), (select app_now()), (select current_actor()), (select current_via()), (select current_reference()),
    tg_table_name, n.id, 'insert', null, to_jsonb(n) - array['workspace_id', 'created_at', 'updated_at']
  from made n;
  return null;
end $$;

-- As before, each key looked up once: a message has three participants, a thread several messages.
create or replace function check_keys_of_inserts() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on as $$
declare
  missing uuid;
begin
  for n in 0 .. tg_nargs / 2 - 1 loop
    execute format('select m.%1$I from (select distinct workspace_id, %1$I from made where %1$I is not null) m
      where (select p.id from %2$I p where p.workspace_id = m.workspace_id and p.id = m.%1$I limit 1) is null limit 1', tg_argv[2 * n], tg_argv[2 * n + 1])
      into missing;
    if missing is not null then
      raise exception using errcode = 'foreign_key_violation',
        constraint = format('%s_workspace_id_%s_fkey', tg_table_name, tg_argv[2 * n]), table = tg_table_name,
        message = format('There is no %s %s in this workspace.', tg_argv[2 * n + 1], missing);
    end if;
  end loop;
  return null;
end $$;
