CREATE OR REPLACE FUNCTION public.read_with_care(entries jsonb)
 RETURNS ready_entry[]
 LANGUAGE plpgsql
AS $function$
declare
  base text := (select base_currency from workspace where id = current_workspace());
  lines posting_input[] := read_posting_inputs(entries, base);
  heads entry_input[] := read_entry_inputs(entries, lines);
  fault record;
begin
  -- Two reversals of one entry wait for each other here, so that the later one gets a sentence.
  perform from journal_entry where workspace_id = current_workspace()
    and id in (select reverses_id from unnest(heads)) order by id for no key update;
  select * into fault from find_fault(heads, lines, base);
  if found then perform refuse(fault.code, fault.message, fault.detail); end if;
  heads := hold_periods_open(heads);
  return (select array_agg(row(h.n, h.id, h.date, h.source, h.memo, h.idempotency_key, h.reverses_id, h.batch_id, h.period_id,
    h.request_hash, h.recorded_by, h.via, h.reopening_id, b.lines)::ready_entry order by h.n)
    from unnest(heads) h
    cross join lateral (select array_agg(l order by l.line) as lines from unnest(lines) l where l.n = h.n and not h.known) b);
end $function$
;
