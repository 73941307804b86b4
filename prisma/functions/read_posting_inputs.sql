CREATE OR REPLACE FUNCTION public.read_posting_inputs(entries jsonb, base_currency text)
 RETURNS posting_input[]
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return (select coalesce(array_agg(row(e.n, l.line, l.account_id, l.amount_minor, l.currency,
    coalesce(l.base_minor, case when l.currency = base_currency then l.amount_minor end), l.company_id, l.invoice_id,
    l.payment_id, nullif(l.department, ''), l.deal_id, l.memo, l.bill_id, l.tax_code_id)::posting_input), '{}')
  from jsonb_array_elements(entries) with ordinality e(entry, n)
  cross join lateral rows from (jsonb_to_recordset(e.entry -> 'postings') as (account_id uuid, amount_minor bigint,
    currency text, base_minor bigint, company_id uuid, invoice_id uuid, payment_id uuid, department text, deal_id uuid,
    memo text, bill_id uuid, tax_code_id uuid)) with ordinality
    l(account_id, amount_minor, currency, base_minor, company_id, invoice_id, payment_id, department, deal_id, memo, bill_id, tax_code_id, line));
end $function$
;
