CREATE OR REPLACE FUNCTION public.hold_periods_open(entries entry_input[])
 RETURNS entry_input[]
 LANGUAGE plpgsql
AS $function$
declare
  special boolean;
begin
  perform pg_advisory_xact_lock_shared(period_lock_key(touched.period_id)) from
    (select distinct e.period_id from unnest(entries) e where not e.known order by 1) touched;
  select coalesce(bool_or(p.state <> 'open' or p.locked_areas <> '{}' or p.reopening_id is not null), false) into special
  from unnest(entries) e join period p on p.workspace_id = current_workspace() and p.id = e.period_id where not e.known;
  if not special then return entries; end if;
  perform refuse_closed(entries);
  return (select array_agg(row(e.n, e.id, e.date, e.source, e.memo, e.idempotency_key, e.reverses_id, e.batch_id, e.adjusting, e.postings,
    e.period_id, e.request_hash, e.known, e.recorded_by, e.via, p.reopening_id)::entry_input order by e.n)
    from unnest(entries) e left join period p on p.workspace_id = current_workspace() and p.id = e.period_id);
end $function$
;
