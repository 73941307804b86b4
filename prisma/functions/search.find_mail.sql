CREATE OR REPLACE FUNCTION search.find_mail(query text, lim integer, after_at timestamp with time zone DEFAULT NULL::timestamp with time zone, before_at timestamp with time zone DEFAULT NULL::timestamp with time zone)
 RETURNS TABLE(message_id uuid, thread_id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select m.id, m.thread_id from search.mail s
    join message m on m.workspace_id = s.workspace_id and m.id = s.message_id
   where s.workspace_id = search.this_workspace() and s.tsv @@ search.to_query(btrim(find_mail.query)) and btrim(find_mail.query) <> ''
     and (find_mail.after_at is null or m.sent_at >= find_mail.after_at)
     and (find_mail.before_at is null or m.sent_at < find_mail.before_at)
   order by m.sent_at desc limit least(find_mail.lim, 2000)
$function$
;
