CREATE OR REPLACE FUNCTION search.hits_by_mail(ws uuid, words tsquery, lim integer)
 RETURNS SETOF search.hit
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
declare
  exact text := regexp_replace(words::text, ''':\*(?= |$)', '''', 'g');
  found search.hit[] := '{}';
begin
  if exact <> words::text then found := search.mails_with(ws, exact::tsquery, words); end if;
  if cardinality(found) < 500 then found := search.mails_with(ws, words, words); end if;
  return query
  with best as (select f.message_id, f.points from unnest(found) f order by f.points desc, f.message_id desc limit 4 * lim)
  select 'thread', m.thread_id, (1 + max(b.points))::real, (array_agg(b.message_id order by m.sent_at desc, m.message_key))[1]
    from best b join message m on m.workspace_id = ws and m.id = b.message_id group by m.thread_id;
end $function$
;
