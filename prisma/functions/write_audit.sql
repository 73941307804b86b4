CREATE OR REPLACE FUNCTION public.write_audit()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  is_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  workspace uuid := coalesce(is_now, was) ->> case when tg_table_name = 'workspace' then 'id' else 'workspace_id' end;
  record_id uuid := coalesce(new.id, old.id);
begin
  was := was - '{workspace_id,created_at,updated_at}'::text[];
  is_now := is_now - '{workspace_id,created_at,updated_at}'::text[];
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
end $function$
;
