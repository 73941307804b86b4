CREATE OR REPLACE FUNCTION public.fold_seal(ws uuid, this_seal bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  with day as materialized (
    select p.date, p.period_id, p.account_id, p.currency, coalesce(p.department, '') as department, sum(p.amount_minor) as amount_minor,
      sum(p.base_minor) as base_minor
    from sealed_entry s join posting p on p.workspace_id = ws and p.entry_id = s.entry_id
    where s.workspace_id = ws and s.seal_number = this_seal
    group by p.date, p.period_id, p.account_id, p.currency, coalesce(p.department, '')
  ), delta as (
    insert into balance_delta (workspace_id, id, seal_number, date, account_id, currency, department, closing, amount_minor, base_minor)
    select ws, new_id(), this_seal, m.date, m.account_id, m.currency, m.department, d.number = 0, sum(m.amount_minor), sum(m.base_minor)
    from day m join period d on d.workspace_id = ws and d.id = m.period_id
    group by m.date, m.account_id, m.currency, m.department, d.number = 0
  ), moved as (
    insert into balance as b (workspace_id, id, period_id, account_id, currency, department, amount_minor, base_minor, seal_number)
    select ws, new_id(), m.period_id, m.account_id, m.currency, m.department, sum(m.amount_minor), sum(m.base_minor), this_seal
    from day m group by m.period_id, m.account_id, m.currency, m.department
    on conflict (workspace_id, period_id, account_id, currency, department) do update
    set amount_minor = b.amount_minor + excluded.amount_minor, base_minor = b.base_minor + excluded.base_minor,
      seal_number = excluded.seal_number
    returning period_id, account_id, currency, department, amount_minor, base_minor
  )
  insert into balance_history (workspace_id, id, seal_number, period_id, account_id, currency, department, amount_minor, base_minor)
  select ws, new_id(), this_seal, m.period_id, m.account_id, m.currency, m.department, m.amount_minor, m.base_minor from moved m;
end $function$
;
