CREATE OR REPLACE FUNCTION search.mails_with(ws uuid, wanted tsquery, words tsquery, most integer)
 RETURNS search.hit[]
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
  -- The thousandth tells that there may be more, whosever it is.
  select array_agg(row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit) filter (where s.is_own), bool_or(s.n = 1000)
    into found, is_cut
    from (select * from (select m.message_id, m.tsv, m.workspace_id = ws as is_own, row_number() over () as n
                           from search.mail m where m.tsv @@ wanted limit 1000) met
           where met.is_own or met.n = 1000 limit mails_with.most) s;
  if is_cut then
    found := array(select row('thread', null, ts_rank(s.tsv, words, 1), s.message_id)::search.hit
      from search.mail s where s.workspace_id = ws and s.tsv @@ wanted limit mails_with.most);
  end if;
  return coalesce(found, '{}');
end $function$
;
