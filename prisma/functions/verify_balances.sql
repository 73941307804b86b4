CREATE OR REPLACE FUNCTION public.verify_balances(ws uuid)
 RETURNS TABLE(law text, problem text, detail jsonb)
 LANGUAGE sql
 STABLE
AS $function$
  with sealed as materialized (
    select s.seal_number, p.date, d.number = 0 closing, p.period_id, p.account_id, p.currency, coalesce(p.department, '') department,
      sum(p.amount_minor) amount, sum(p.base_minor) base
    from sealed_entry s join posting p on p.workspace_id = s.workspace_id and p.entry_id = s.entry_id
    join period d on d.workspace_id = p.workspace_id and d.id = p.period_id
    where s.workspace_id = ws group by 1, 2, 3, 4, 5, 6, 7
  ), proved as (
    select period_id, account_id, currency, department, sum(amount) amount, sum(base) base from sealed group by 1, 2, 3, 4
  ), past as (
    select period_id, account_id, currency, department, seal_number, sum(sum(amount)) over before amount, sum(sum(base)) over before base
    from sealed group by 1, 2, 3, 4, 5
    window before as (partition by period_id, account_id, currency, department order by seal_number)
  ), by_day as (
    select seal_number, date, closing, account_id, currency, department, sum(amount) amount, sum(base) base from sealed group by 1, 2, 3, 4, 5, 6
  ), kept as (
    select b.period_id, b.account_id, b.currency, b.department, b.amount_minor amount, b.base_minor base
    from balance b where b.workspace_id = ws
  ), deltas as (
    select d.seal_number, d.date, d.closing, d.account_id, d.currency, d.department, sum(d.amount_minor) amount, sum(d.base_minor) base
    from balance_delta d where d.workspace_id = ws group by 1, 2, 3, 4, 5, 6
  )
  select 'balances', 'A balance is not the sum of its postings.', jsonb_build_object('account', a.code, 'currency', currency,
    'department', department, 'period_id', period_id, 'kept_minor', k.amount, 'proved_minor', p.amount)
  from kept k full join proved p using (period_id, account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(k.amount, 0) <> coalesce(p.amount, 0) or coalesce(k.base, 0) <> coalesce(p.base, 0)
  union all
  select 'deltas', 'What an account moved by on a day is not kept as its postings say.', jsonb_build_object('account', a.code,
    'currency', currency, 'department', department, 'date', date, 'seal', seal_number, 'closing', closing,
    'kept_minor', d.amount, 'proved_minor', p.amount)
  from by_day p full join deltas d using (seal_number, date, closing, account_id, currency, department)
  left join account a on a.workspace_id = ws and a.id = account_id
  where coalesce(d.amount, 0) <> coalesce(p.amount, 0) or coalesce(d.base, 0) <> coalesce(p.base, 0)
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
