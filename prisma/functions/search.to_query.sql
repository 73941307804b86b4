CREATE OR REPLACE FUNCTION search.to_query(words text)
 RETURNS tsquery
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select case when words ~ '^[[:alnum:]\s]+$'
    then to_tsquery('search.plain', array_to_string(regexp_split_to_array(btrim(words), '\s+'), ':* & ') || ':*')
    else websearch_to_tsquery('search.plain', words) end
$function$
;
