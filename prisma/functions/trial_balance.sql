CREATE OR REPLACE FUNCTION public.trial_balance(as_of date, at_seal bigint DEFAULT NULL::bigint)
 RETURNS TABLE(account_id uuid, code text, name text, kind text, currency text, department text, amount_minor bigint, base_minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with parts as (
    select b.account_id, b.currency, b.department, b.amount_minor, b.base_minor
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where at_seal is null and b.workspace_id = current_workspace() and p.ends_on <= as_of
    union all
    select b.account_id, b.currency, b.department, h.amount_minor, h.base_minor
    from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    cross join lateral (
      select h.amount_minor, h.base_minor from balance_history h
      where h.workspace_id = b.workspace_id and h.period_id = b.period_id and h.account_id = b.account_id and h.currency = b.currency
        and h.department = b.department and h.seal_number <= at_seal
      order by h.seal_number desc limit 1
    ) h
    where at_seal is not null and b.workspace_id = current_workspace() and p.ends_on <= as_of
    union all
    select d.account_id, d.currency, d.department, d.amount_minor, d.base_minor
    from period p join balance_delta d on d.workspace_id = p.workspace_id and d.date between p.starts_on and as_of and not d.closing
    where p.workspace_id = current_workspace() and p.number between 1 and 12 and p.starts_on <= as_of and p.ends_on > as_of
      and (at_seal is null or d.seal_number <= at_seal)
    union all
    select l.account_id, l.currency, coalesce(l.department, ''), l.amount_minor, l.base_minor
    from unsealed u
    cross join lateral (select p.* from posting p where p.workspace_id = u.workspace_id and p.entry_id = u.entry_id offset 0) l
    where at_seal is null and u.workspace_id = current_workspace() and l.date <= as_of
  ), s as materialized (
    select p.account_id, p.currency, p.department, sum(p.amount_minor)::bigint amount, sum(p.base_minor)::bigint base
    from parts p group by p.account_id, p.currency, p.department
  )
  select a.id, a.code, a.name, a.kind, s.currency, s.department, s.amount, s.base
  from s join account a on a.workspace_id = current_workspace() and a.id = s.account_id
  where s.amount <> 0 or s.base <> 0
  order by a.code, s.currency, s.department
$function$
;
