CREATE OR REPLACE FUNCTION search.fold(words text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$ select lower(unaccent(words)) $function$
;
