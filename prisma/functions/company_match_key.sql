CREATE OR REPLACE FUNCTION public.company_match_key(name_key text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select coalesce(nullif(string_agg(word, ' ' order by n), ''), name_key)
  from regexp_split_to_table(regexp_replace(name_key, '[^[:alnum:]]+', ' ', 'g'), ' +') with ordinality w(word, n)
  where word <> '' and word not in ('gmbh', 'ag', 'kg', 'ohg', 'ug', 'mbh', 'se', 'ev', 'inc', 'llc', 'llp', 'lp', 'ltd', 'limited', 'plc',
    'corp', 'corporation', 'co', 'company', 'sa', 'sas', 'sarl', 'srl', 'spa', 'bv', 'nv', 'oy', 'ab', 'as', 'aps', 'pty', 'kk', 'the', 'and', 'und',
    'et', 'group')
$function$
;
