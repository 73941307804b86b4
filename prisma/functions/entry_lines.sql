CREATE OR REPLACE FUNCTION public.entry_lines(ws uuid, entry uuid)
 RETURNS TABLE(lines jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  select jsonb_agg(jsonb_build_array(p.line, p.id, p.account_id, p.amount_minor, p.currency, p.base_minor, p.department,
    p.memo, p.company_id, p.invoice_id, p.payment_id, p.deal_id)
    || case when num_nonnulls(p.bill_id, p.tax_code_id) = 0 then '[]' else jsonb_build_array(p.bill_id, p.tax_code_id) end
    order by p.line)
  from posting p where p.workspace_id = ws and p.entry_id = entry
$function$
;
