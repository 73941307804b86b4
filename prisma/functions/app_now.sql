CREATE OR REPLACE FUNCTION public.app_now()
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
begin
  if coalesce(current_setting('daybook.now', true), '') = '' then return now(); end if;
  return company_now((select simulated from workspace where id = current_workspace()));
end $function$
;
