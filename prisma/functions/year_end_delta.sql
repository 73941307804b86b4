CREATE OR REPLACE FUNCTION public.year_end_delta(fiscal_year integer, wanted boolean)
 RETURNS TABLE(account_id uuid, currency text, department text, amount_minor bigint, base_minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select x.account_id, x.currency, x.department, -sum(x.amount_minor)::bigint, -sum(x.base_minor)::bigint
  from (
    select b.account_id, b.currency, b.department, b.amount_minor, b.base_minor, p.year, p.number
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where b.workspace_id = current_workspace()
    union all
    select l.account_id, l.currency, coalesce(l.department, ''), l.amount_minor, l.base_minor, p.year, p.number
    from unsealed u join posting l on l.workspace_id = u.workspace_id and l.entry_id = u.entry_id
    join period p on p.workspace_id = l.workspace_id and p.id = l.period_id
    where u.workspace_id = current_workspace()
  ) x join account a on a.workspace_id = current_workspace() and a.id = x.account_id
  where a.kind in ('income', 'expense')
    and ((wanted and x.year = fiscal_year and x.number between 1 and 13) or (x.year = fiscal_year + 1 and x.number = 0))
  group by x.account_id, x.currency, x.department
  having sum(x.amount_minor) <> 0 or sum(x.base_minor) <> 0
$function$
;
