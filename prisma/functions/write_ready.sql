CREATE OR REPLACE FUNCTION public.write_ready(heads ready_entry[], at timestamp with time zone)
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  actor uuid := current_actor();
  through text := current_via();
  stored uuid[];
begin
  with head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, reverses_id, reopening_id, created_at)
    select ws, h.id, h.date, h.source, h.memo, h.idempotency_key, h.request_hash, at,
      case when h.via is null then actor else h.recorded_by end, coalesce(h.via, through), h.batch_id, h.period_id, h.reverses_id,
      h.reopening_id, at
    from unnest(heads) h where h.lines is not null
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), line as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, new_id(), l.line, h.date, l.amount_minor, l.currency, l.base_minor, l.department, l.memo, h.id,
      l.account_id, h.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id,
      l.bill_id, l.tax_code_id, at
    from head join unnest(heads) h on h.id = head.id cross join lateral unnest(h.lines) l
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(head.id) into stored from head;
  return stored;
end $function$
;
