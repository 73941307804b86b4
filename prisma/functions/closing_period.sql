CREATE OR REPLACE FUNCTION public.closing_period(fiscal_year integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  ws uuid := require_workspace();
  found_id uuid;
begin
  perform open_fiscal_year(fiscal_year + 1);
  perform pg_advisory_xact_lock(hashtextextended('daybook.fiscal-year:' || ws, 0));
  select id into found_id from period where workspace_id = ws and year = fiscal_year + 1 and number = 0;
  if found_id is not null then return found_id; end if;
  insert into period (workspace_id, id, year, number, starts_on, ends_on)
  select ws, new_id(), p.year, 0, p.starts_on, p.starts_on from period p
  where p.workspace_id = ws and p.year = fiscal_year + 1 and p.number = 1
  returning id into found_id;
  return found_id;
end $function$
;
