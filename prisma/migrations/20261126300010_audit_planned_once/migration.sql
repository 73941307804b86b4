-- As before, planned once a session. Bulk transactions ask for plans that fit their values, which their triggers inherit: planning
-- this one insert anew for every row that is audited took ten times what it took to write it. And what hides nothing isn't veiled.
create or replace function write_audit() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp set row_security = on set plan_cache_mode = force_generic_plan as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'workspace_id' - 'created_at' - 'updated_at' end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'workspace_id' - 'created_at' - 'updated_at' end;
  workspace uuid := case when tg_table_name = 'workspace' then coalesce(new.id, old.id)
    else coalesce((to_jsonb(new) ->> 'workspace_id')::uuid, (to_jsonb(old) ->> 'workspace_id')::uuid) end;
  record_id uuid := coalesce(new.id, old.id);
begin
  if tg_op = 'UPDATE' then
    select jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, is_now -> o.key) into was, is_now
    from jsonb_each(was) o where o.value is distinct from is_now -> o.key;
    if was is null then return null; end if;
  end if;
  if tg_nargs > 0 then
    was := veil(was, tg_argv);
    is_now := veil(is_now, tg_argv);
  end if;
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  values (workspace, new_id(), app_now(), current_actor(), current_via(), current_reference(), tg_table_name, record_id,
    lower(tg_op), was, is_now);
  return null;
end $$;
