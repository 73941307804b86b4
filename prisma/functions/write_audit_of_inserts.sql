CREATE OR REPLACE FUNCTION public.write_audit_of_inserts()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
begin
  insert into audit_log (workspace_id, id, at, actor_id, via, reference, entity, entity_id, action, before, after)
  select n.workspace_id, new_id(), (select app_now()), (select current_actor()), (select current_via()), (select current_reference()),
    tg_table_name, n.id, 'insert', null, to_jsonb(n) - array['workspace_id', 'created_at', 'updated_at']
  from made n;
  return null;
end $function$
;
