CREATE OR REPLACE FUNCTION public.keep_contact_match_key()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
begin
  new.match_key := contact_match_key(new.name_key);
  return new;
end $function$
;
