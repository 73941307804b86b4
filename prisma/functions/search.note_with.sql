CREATE OR REPLACE FUNCTION search.note_with(notes text, words tsquery)
 RETURNS text
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select n.body from unnest(string_to_array(notes, e'\x1e')) with ordinality n(body, at)
   where notes <> '' and to_tsvector('search.plain', n.body) @@ words order by n.at limit 1
$function$
;
