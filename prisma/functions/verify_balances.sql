CREATE OR REPLACE FUNCTION public.verify_balances(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with proved as (
    select p.period_id, p.account_id, p.currency, coalesce(p.department, '') department, sum(p.amount_minor) amount, sum(p.base_minor) base
    from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
    where s.workspace_id = ws group by 1, 2, 3, 4
  ), past as (
    select p.period_id, p.account_id, p.currency, coalesce(p.department, '') department, s.seal_number,
      sum(sum(p.amount_minor)) over before amount, sum(sum(p.base_minor)) over before base
    from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
    where s.workspace_id = ws group by 1, 2, 3, 4, 5
    window before as (partition by p.period_id, p.account_id, p.currency, coalesce(p.department, '') order by s.seal_number)
  ), kept as (
    select b.period_id, b.account_id, b.currency, b.department, b.amount_minor amount, b.base_minor base
    from balance b where b.workspace_id = ws
  ), by_account as (
    select account_id, currency, department, sum(amount) amount, sum(base) base from kept group by 1, 2, 3
  ), deltas as (
    select d.account_id, d.currency, d.department, sum(d.amount_minor) amount, sum(d.base_minor) base
    from balance_delta d where d.workspace_id = ws group by 1, 2, 3
  )
  select 'balances', 'A balance is not the sum of its postings.', jsonb_build_object('account', a.code, 'currency', currency,
    'department', department, 'period_id', period_id, 'kept_minor', k.amount, 'proved_minor', p.amount)
  from kept k full join proved p using (period_id, account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(p.amount, 0) or coalesce(k.base, 0) <> coalesce(p.base, 0)
  union all
  select 'deltas', 'The daily deltas of an account do not sum to its balance.', jsonb_build_object('account', a.code,
    'currency', currency, 'department', department, 'balance_minor', k.amount, 'deltas_minor', d.amount)
  from by_account k full join deltas d using (account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(d.amount, 0) or coalesce(k.base, 0) <> coalesce(d.base, 0)
  union all
  select 'history', 'A balance is not kept as a seal left it.', jsonb_build_object('account', a.code, 'currency', currency,
    'department', department, 'period_id', period_id, 'seal', seal_number, 'kept_minor', h.amount, 'proved_minor', p.amount)
  from past p full join (
    select h.period_id, h.account_id, h.currency, h.department, h.seal_number, h.amount_minor amount, h.base_minor base
    from balance_history h where h.workspace_id = ws
  ) h using (period_id, account_id, currency, department, seal_number)
  left join account a on a.workspace_id = ws and a.id = account_id
  where h.amount is distinct from p.amount or h.base is distinct from p.base
$function$
;
