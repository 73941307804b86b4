CREATE OR REPLACE FUNCTION search.follow_owner()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  update search.doc d set owner_id = new.owner_id
   where d.workspace_id = new.workspace_id and d.kind = any(tg_argv) and d.record_id = new.id;
  return null;
end $function$
;
