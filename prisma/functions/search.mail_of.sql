CREATE OR REPLACE FUNCTION search.mail_of(threads uuid[])
 RETURNS TABLE(message_id uuid, whole boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select m.id, s.whole from message m left join search.mail s on s.workspace_id = m.workspace_id and s.message_id = m.id
   where m.workspace_id = search.this_workspace() and m.thread_id = any(threads)
$function$
;
