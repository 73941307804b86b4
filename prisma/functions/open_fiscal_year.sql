CREATE OR REPLACE FUNCTION public.open_fiscal_year(fiscal_year integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
 SET row_security TO 'on'
AS $function$
declare
  ws uuid := require_workspace();
  first_day date;
  made integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('daybook.fiscal-year:' || ws, 0));
  if exists (select from period where workspace_id = ws and year = fiscal_year) then return 0; end if;
  select make_date(fiscal_year - case when fiscal_year_start = 1 then 0 else 1 end, fiscal_year_start, 1)
  into first_day from workspace where id = ws;
  if first_day is null then
    perform refuse('DB011', 'There is no such workspace.', jsonb_build_object('workspace_id', ws));
  end if;
  if exists (select from period where workspace_id = ws and starts_on < first_day + interval '1 year' and ends_on >= first_day) then
    perform refuse('DB011', format('Fiscal year %s would overlap periods that the books have already.', fiscal_year),
      jsonb_build_object('year', fiscal_year, 'starts_on', first_day));
  end if;
  insert into period (workspace_id, id, year, number, starts_on, ends_on)
  select ws, new_id(), fiscal_year, n,
    case when n = 13 then first_day + interval '1 year' - interval '1 day' else first_day + (n - 1) * interval '1 month' end,
    case when n = 13 then first_day + interval '1 year' else first_day + n * interval '1 month' end - interval '1 day'
  from generate_series(1, 13) n;
  get diagnostics made = row_count;
  return made;
end $function$
;
