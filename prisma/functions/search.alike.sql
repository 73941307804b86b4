CREATE OR REPLACE FUNCTION search.alike(kind text, query text, lim integer, owners uuid[])
 RETURNS TABLE(record_id uuid, ref text, title text, similarity real)
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
#variable_conflict use_column
declare
  ws uuid := search.this_workspace();
  wanted text := search.fold(btrim(alike.query));
  words tsquery;
begin
  if alike.kind = 'thread' then
    -- A lexeme can be a mark that a query has a meaning for; none at all finds nothing.
    select string_agg('''' || replace(replace(l, '\', '\\'), '''', '''''') || '''', ' | ')::tsquery into words
      from unnest(tsvector_to_array(to_tsvector('search.plain', alike.query))) l;
    return query
    with named as (select * from search.doc d where d.workspace_id = ws and d.kind = 'thread' and d.tsv @@ words limit 500)
    select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
    from named d order by points desc, length(d.title_key), d.record_id limit alike.lim;
  elsif alike.owners is null then
    return query
    select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
    from search.doc d where d.workspace_id = ws and d.kind = alike.kind and d.kind <> 'thread' and wanted <% d.title_key
    order by points desc, length(d.title_key), d.record_id limit alike.lim;
  else
    return query
    select d.record_id, d.ref, d.title, greatest(similarity(d.title_key, wanted), 0.95 * word_similarity(wanted, d.title_key))::real points
    from search.doc d where d.workspace_id = ws and d.kind = alike.kind and d.kind <> 'thread' and d.owner_id = any(alike.owners) and wanted <% d.title_key
    order by points desc, length(d.title_key), d.record_id limit alike.lim;
  end if;
end $function$
;
