CREATE OR REPLACE FUNCTION search.threads_of(ws uuid, mails search.hit[], most integer)
 RETURNS SETOF search.hit
 LANGUAGE plpgsql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
 SET enable_seqscan TO 'off'
AS $function$
begin
  return query
  with best as (
    select f.message_id, max(f.points) as points from unnest(mails) f group by f.message_id order by max(f.points) desc, f.message_id desc limit threads_of.most
  )
  select 'thread', m.thread_id, (1 + max(b.points))::real, (array_agg(b.message_id order by m.sent_at desc, m.message_key))[1]
    from best b join message m on m.workspace_id = ws and m.id = b.message_id group by m.thread_id;
end $function$
;
