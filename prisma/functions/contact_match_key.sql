CREATE OR REPLACE FUNCTION public.contact_match_key(name_key text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select coalesce(nullif(string_agg(word, ' ' order by word), ''), name_key)
  from regexp_split_to_table(regexp_replace(name_key, '[^[:alnum:]]+', ' ', 'g'), ' +') w(word)
  where word <> '' and word not in ('mr', 'mrs', 'ms', 'dr', 'prof', 'herr', 'frau', 'dipl', 'ing', 'mme', 'sir', 'phd', 'jr', 'sr')
$function$
;
