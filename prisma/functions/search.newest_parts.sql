CREATE OR REPLACE FUNCTION search.newest_parts()
 RETURNS integer[]
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select array[(last_value >> 16) - 1, last_value >> 16]::integer[] from search.mail_number
$function$
;
