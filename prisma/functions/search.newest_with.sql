CREATE OR REPLACE FUNCTION search.newest_with(ws uuid, wanted tsquery, words tsquery, most integer)
 RETURNS search.hit[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select array(select row('thread', null, ts_rank(n.tsv, words, 1), n.message_id)::search.hit
    from (select m.message_id, m.tsv from search.mail m where m.workspace_id = ws order by m.message_id desc limit 1000) n
   where n.tsv @@ wanted limit newest_with.most)
$function$
;
