CREATE OR REPLACE FUNCTION public.entry_text(entry journal_entry, number bigint, lines jsonb)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_array(number, entry.id, entry.date, entry.source, entry.memo, entry.idempotency_key, entry.request_hash,
    (extract(epoch from entry.recorded_at) * 1000)::bigint, entry.recorded_by, entry.via, entry.batch_id, entry.period_id,
    entry.reverses_id, lines)::text
$function$
;
