CREATE OR REPLACE FUNCTION search.hits_by_name(ws uuid, wanted text, kinds text[], owners uuid[])
 RETURNS SETOF search.hit
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
begin
  if owners is null then
    return query select d.kind, d.record_id, (2 * word_similarity(wanted, d.title_key))::real, null::uuid
      from search.doc d where d.workspace_id = ws and wanted <% d.title_key and d.kind <> 'thread' and d.kind = any(kinds) limit 500;
  else
    return query select d.kind, d.record_id, (2 * word_similarity(wanted, d.title_key))::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and wanted <% d.title_key and d.kind <> 'thread' and d.kind = any(kinds) limit 500;
  end if;
end $function$
;
