CREATE OR REPLACE FUNCTION search.hits_by_reference(ws uuid, reference text, kinds text[], owners uuid[])
 RETURNS SETOF search.hit
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select d.kind, d.record_id, 10::real, null::uuid from search.doc d
   where d.workspace_id = ws and d.ref = upper(reference) and d.kind = any(kinds) and (owners is null or d.owner_id = any(owners))
$function$
;
