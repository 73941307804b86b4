CREATE OR REPLACE FUNCTION public.open_periods(days date[])
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  open record;
  touched uuid;
  held text;
begin
  -- A few entries are of one day, which needs no sets; starting those costs more than looking it up.
  if cardinality(days) = 1 then
    touched := (select p.id from period p where p.workspace_id = ws and p.starts_on <= days[1] and p.ends_on >= days[1]
      and p.number between 1 and 12 order by p.starts_on desc limit 1);
    held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
    return (select array[p.id] from period p
      where p.workspace_id = ws and p.id = touched and p.state = 'open' and p.locked_areas = '{}' and p.reopening_id is null);
  end if;
  select array_agg(d.day) days, array_agg(d.period) periods, array_agg(distinct d.period) touched into open
  from (select day, (select p.id from period p where p.workspace_id = ws and p.starts_on <= day and p.ends_on >= day
    and p.number between 1 and 12 order by p.starts_on desc limit 1) period from (select distinct unnest(days) as day) d) d;
  if open.touched is null or array_position(open.periods, null) is not null then return null; end if;
  -- Shared locks on every period that is touched, in one order for all; then, in a later snapshot, whether each is plainly open.
  foreach touched in array open.touched loop
    held := pg_advisory_xact_lock_shared(period_lock_key(touched))::text;
  end loop;
  if not (select bool_and(p.state = 'open' and p.locked_areas = '{}' and p.reopening_id is null)
    from period p where p.workspace_id = ws and p.id = any (open.touched)) then return null; end if;
  return (select array_agg(o.period order by d.n) from unnest(days) with ordinality d(day, n)
    join unnest(open.days, open.periods) o(day, period) on o.day = d.day);
end $function$
;
