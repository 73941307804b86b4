CREATE OR REPLACE FUNCTION public.write_entries(entries jsonb, hashes text[], base text, days date[], periods uuid[], at timestamp with time zone)
 RETURNS uuid[]
 LANGUAGE plpgsql
AS $function$
declare
  ws uuid := current_workspace();
  actor uuid := current_actor();
  through text := current_via();
  stored uuid[];
begin
  with e as materialized (
    select h.*, d.period_id
    from rows from (jsonb_to_recordset(entries) as (id uuid, date date, source text, memo text, idempotency_key text, batch_id uuid,
      recorded_by uuid, via text, postings jsonb), unnest(hashes))
      h(id, date, source, memo, idempotency_key, batch_id, recorded_by, via, postings, hash)
    join unnest(days, periods) d(date, period_id) on d.date = h.date
  ), head as (
    insert into journal_entry (workspace_id, id, date, source, memo, idempotency_key, request_hash, recorded_at, recorded_by,
      via, batch_id, period_id, created_at)
    select ws, e.id, e.date, e.source, coalesce(e.memo, ''), e.idempotency_key, e.hash, at,
      case when e.via is null then actor else e.recorded_by end, coalesce(e.via, through), e.batch_id, e.period_id, at
    from e
    on conflict (workspace_id, idempotency_key) do nothing
    returning id
  ), line as (
    insert into posting (workspace_id, id, line, date, amount_minor, currency, base_minor, department, memo, entry_id,
      account_id, period_id, company_id, invoice_id, payment_id, deal_id, bill_id, tax_code_id, created_at)
    select ws, new_id(), l.line, e.date, l.amount_minor, l.currency,
      coalesce(l.base_minor, case when l.currency = base then l.amount_minor end), nullif(l.department, ''), l.memo, e.id,
      l.account_id, e.period_id, l.company_id, l.invoice_id, l.payment_id, l.deal_id, l.bill_id, l.tax_code_id, at
    from head join e on e.id = head.id
    cross join lateral rows from (jsonb_to_recordset(e.postings) as (account_id uuid, amount_minor bigint,
      currency text, base_minor bigint, company_id uuid, invoice_id uuid, payment_id uuid, department text, deal_id uuid,
      memo text, bill_id uuid, tax_code_id uuid)) with ordinality
      l(account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id, memo, bill_id, tax_code_id, line)
  ), queued as (
    insert into unsealed (workspace_id, id, entry_id, created_at) select ws, head.id, head.id, at from head
  )
  select array_agg(head.id) into stored from head;
  return stored;
end $function$
;
