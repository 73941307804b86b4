CREATE OR REPLACE FUNCTION public.app_now()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  wanted text := current_setting('daybook.now', true);
begin
  if wanted is null or wanted = '' then return now(); end if;
  if exists (select from workspace where id = current_workspace() and simulated) then return wanted::timestamptz; end if;
  return now();
end $function$
;
