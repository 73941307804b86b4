CREATE OR REPLACE FUNCTION search.words_of(ref text, title text, body text, notes text)
 RETURNS tsvector
 LANGUAGE sql
 STABLE
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
  select setweight(to_tsvector('search.plain', coalesce(ref, '') || ' ' || title), 'A')
    || setweight(to_tsvector('search.plain', left(body, 200000)), 'C')
    || setweight(to_tsvector('search.plain', notes), 'D')
$function$
;
