CREATE OR REPLACE FUNCTION search.hits_by_words(ws uuid, words tsquery, wanted text, kinds text[], owners uuid[])
 RETURNS SETOF search.hit
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  found search.hit[];
  is_cut boolean;
begin
  if kinds = '{}' then return; end if;
  if owners is not null then
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.owner_id = any(owners) and d.tsv @@ words and d.kind = any(kinds) limit 500;
    return;
  end if;
  select array_agg(row(d.kind, d.record_id, 1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end, null)::search.hit)
           filter (where d.is_own), bool_or(d.n = 1000)
    into found, is_cut
    from (select * from (select a.kind, a.record_id, a.title_key, a.tsv, a.workspace_id = ws and a.kind = any(kinds) as is_own, row_number() over () as n
                           from search.doc a where a.tsv @@ words limit 1000) met
           where met.is_own or met.n = 1000 limit 500) d;
  if is_cut then
    return query select d.kind, d.record_id, (1 + ts_rank(d.tsv, words, 1) + case when wanted <% d.title_key then 2 * word_similarity(wanted, d.title_key) else 0 end)::real, null::uuid
      from search.doc d where d.workspace_id = ws and d.tsv @@ words and d.kind = any(kinds) limit 500;
  else
    return query select * from unnest(found);
  end if;
end $function$
;
