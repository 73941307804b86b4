CREATE OR REPLACE FUNCTION public.keep_company_match_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  new.match_key := company_match_key(new.name_key);
  return new;
end $function$
;
