CREATE OR REPLACE FUNCTION public.entry_text(entry journal_entry, number bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_build_array(number, entry.id, entry.date, entry.source, entry.memo, entry.idempotency_key, entry.request_hash,
    (extract(epoch from entry.recorded_at) * 1000)::bigint, entry.recorded_by, entry.via, entry.batch_id, entry.period_id,
    entry.reverses_id, (
      select jsonb_agg(jsonb_build_array(p.line, p.id, p.account_id, p.amount_minor, p.currency, p.base_minor, p.department,
        p.memo, p.company_id, p.invoice_id, p.payment_id, p.deal_id)
        || case when num_nonnulls(p.bill_id, p.tax_code_id) = 0 then '[]' else jsonb_build_array(p.bill_id, p.tax_code_id) end
        order by p.line)
      from posting p where p.workspace_id = entry.workspace_id and p.entry_id = entry.id
    ))::text
$function$
;
