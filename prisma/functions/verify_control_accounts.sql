CREATE OR REPLACE FUNCTION public.verify_control_accounts(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with control as (
    select a.control, p.company_id, p.currency, sum(p.amount_minor) minor, sum(p.base_minor) base
    from account a join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id
    where a.workspace_id = ws and a.control is not null group by 1, 2, 3
  ), items as (
    select o.control, o.company_id, o.currency, sum(o.minor) minor, sum(o.base_minor) base from open_items(ws) o group by 1, 2, 3
  )
  select 'control-accounts', format('The %s accounts differ from the open items of a company.', coalesce(k.control, i.control)),
    jsonb_build_object('company', c.ref, 'company_id', company_id, 'currency', coalesce(k.currency, i.currency), 'accounts_minor', coalesce(k.minor, 0),
      'open_items_minor', coalesce(i.minor, 0), 'accounts_base_minor', coalesce(k.base, 0), 'open_items_base_minor', coalesce(i.base, 0))
  from control k full join items i using (control, company_id, currency)
  left join company c on c.workspace_id = ws and c.id = company_id
  where coalesce(k.minor, 0) <> coalesce(i.minor, 0) or coalesce(k.base, 0) <> coalesce(i.base, 0)
  union all select * from verify_settlements(ws)
$function$
;
