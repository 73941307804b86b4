CREATE OR REPLACE FUNCTION public.verify_advances(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with stands as (
    select p.payment_id, sum(p.base_minor) tax
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    where a.workspace_id = ws and a.purpose = 'tax-on-advances' and p.payment_id is not null group by 1
  ), due as (
    select y.id as payment_id, y.ref, round(y.base_unapplied_minor::numeric * t.rate_ppm / (1000000 + t.rate_ppm)) tax
    from payment y join tax_code t on t.workspace_id = y.workspace_id and t.id = y.advance_tax_code_id
    where y.workspace_id = ws
  )
  select 'advances', 'The tax on a payment on account is not that of what is left of it.',
    jsonb_build_object('payment', d.ref, 'payment_id', payment_id, 'posted_minor', coalesce(s.tax, 0), 'due_minor', coalesce(d.tax, 0))
  from stands s full join due d using (payment_id)
  where coalesce(s.tax, 0) <> coalesce(d.tax, 0)
$function$
;
