CREATE OR REPLACE FUNCTION search.remove(kind text, record_id uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
#variable_conflict use_column
begin
  delete from search.doc d where d.workspace_id = search.this_workspace() and d.kind = remove.kind and d.record_id = remove.record_id;
end $function$
;
