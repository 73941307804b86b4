CREATE OR REPLACE FUNCTION search.put(kind text, record_id uuid, ref text, title text, title_key text, body text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select search.put_all(jsonb_build_array(jsonb_build_object('kind', kind, 'record_id', record_id, 'ref', ref,
    'title', title, 'title_key', title_key, 'body', body)))
$function$
;
