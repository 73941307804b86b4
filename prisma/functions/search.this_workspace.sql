CREATE OR REPLACE FUNCTION search.this_workspace()
 RETURNS uuid
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  if current_workspace() is null then
    raise exception using errcode = 'DB007', message = 'No workspace is set for this transaction.', detail = '{}';
  end if;
  return current_workspace();
end $function$
;
