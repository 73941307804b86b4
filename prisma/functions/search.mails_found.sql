CREATE OR REPLACE FUNCTION search.mails_found(ws uuid, words tsquery, lim integer)
 RETURNS search.hit[]
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  exact text := regexp_replace(words::text, ''':\*(?= |$)', '''', 'g');
  wanted tsquery := exact::tsquery;
  most integer := least(500, 10 * lim);
  enough integer := least(most, 4 * lim);
  parts integer[] := search.newest_parts();
  found search.hit[] := '{}';
  newest search.hit[];
begin
  -- Several words together are rare enough.
  if parts[1] > 0 and numnode(wanted) = 1 then
    found := array(select row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit
      from (select * from search.mail m where m.part = any(parts) and m.tsv @@ wanted limit 1000) s where s.workspace_id = ws limit most);
  end if;
  if cardinality(found) < most then found := search.mails_with(ws, wanted, words, most); end if;
  if cardinality(found) < most and exact <> words::text then
    wanted := words;
    found := search.mails_with(ws, wanted, words, most);
  end if;
  if cardinality(found) < most then return found; end if;
  newest := search.newest_with(ws, wanted, words, enough);
  return case when cardinality(newest) = enough then newest else found || newest end;
end $function$
;
