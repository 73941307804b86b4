CREATE OR REPLACE FUNCTION search.remove_mail(messages uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  delete from search.mail s where s.workspace_id = search.this_workspace() and s.message_id = any(messages)
$function$
;
