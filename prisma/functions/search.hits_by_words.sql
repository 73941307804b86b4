CREATE OR REPLACE FUNCTION search.hits_by_words(ws uuid, words tsquery, wanted text, kinds text[], owners uuid[])
 RETURNS SETOF search.hit
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
begin
  if owners is null then
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.tsv @@ words and d.kind = any(kinds) limit 500;
  else
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and d.tsv @@ words and d.kind = any(kinds) limit 500;
  end if;
end $function$
;
