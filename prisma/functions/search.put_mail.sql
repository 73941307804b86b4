CREATE OR REPLACE FUNCTION search.put_mail(messages uuid[], whole boolean)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  insert into search.mail (workspace_id, message_id, whole, tsv)
  select m.workspace_id, m.id, put_mail.whole, to_tsvector('search.plain',
    case when put_mail.whole then concat_ws(' ', m.subject, m.from_name, m.from_address, left(m.text, 200000)) else m.subject end)
  from message m where m.workspace_id = search.this_workspace() and m.id = any(messages)
  on conflict (workspace_id, message_id) do update set whole = excluded.whole, tsv = excluded.tsv
$function$
;
