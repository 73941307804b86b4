CREATE OR REPLACE FUNCTION public.write_audit_of_updates()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
begin
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  select c.workspace_id, new_id(), (select app_now()), current_actor(), current_via(), current_reference(), tg_table_name, c.id, 'update',
    d.before, d.after
  from (
    select n.workspace_id, n.id, to_jsonb(o) - '{workspace_id,created_at,updated_at}'::text[] as was, to_jsonb(n) as now_is
    from is_now n join was o on o.workspace_id = n.workspace_id and o.id = n.id
    offset 0
  ) c
  cross join lateral (
    select jsonb_object_agg(e.key, e.value) before, jsonb_object_agg(e.key, c.now_is -> e.key) after
    from jsonb_each(c.was) e where e.value is distinct from c.now_is -> e.key
  ) d
  where d.before is not null;
  return null;
end $function$
;
