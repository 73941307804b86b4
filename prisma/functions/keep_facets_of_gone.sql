CREATE OR REPLACE FUNCTION public.keep_facets_of_gone()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  delete from record_facet f using was w where f.workspace_id = w.workspace_id and f.record_id = w.id;
  return null;
end $function$
;
