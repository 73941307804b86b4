CREATE OR REPLACE FUNCTION public.refuse_closed(entries entry_input[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  barred record;
begin
  select e.id, e.idempotency_key, e.date, e.n, p.id period_id, period_name(p.year, p.number) period, a.area,
    p.state <> 'open' or coalesce(r.until <= app_now(), false) closed into barred
  from unnest(entries) e
  join period p on p.workspace_id = current_workspace() and p.id = e.period_id
  left join period_reopening r on r.workspace_id = p.workspace_id and r.id = p.reopening_id
  cross join lateral (select area_of(coalesce((select o.source from journal_entry o
    where o.workspace_id = p.workspace_id and o.id = e.reverses_id), e.source)) area) a
  where not e.known and (p.state <> 'open' or r.until <= app_now() or (a.area = any (p.locked_areas) and not may_pass_locks()))
  order by e.n limit 1;
  if not found then return; end if;
  perform refuse('DB002', format('%s lies in period %s, which is %s.', barred.date, barred.period,
      case when barred.closed then 'closed' else 'locked for ' || barred.area end),
    jsonb_build_object('entry_id', barred.id, 'idempotency_key', barred.idempotency_key, 'date', barred.date,
      'entry', barred.n, 'period', barred.period, 'period_id', barred.period_id,
      'locked_area', case when not barred.closed then barred.area end, 'next_open_date',
      (select min(greatest(p.starts_on, barred.date)) from period p
        where p.workspace_id = current_workspace() and p.state = 'open' and p.number between 1 and 12 and p.ends_on >= barred.date
          and p.reopening_id is null and barred.area <> all (p.locked_areas))));
end $function$
;
