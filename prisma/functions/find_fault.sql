CREATE OR REPLACE FUNCTION public.find_fault(entries entry_input[], lines posting_input[], base_currency text)
 RETURNS TABLE(code text, message text, detail jsonb)
 LANGUAGE plpgsql
 STABLE
AS $function$
#variable_conflict use_column
begin
  return query
  with e as (select * from unnest(entries) where not known),
  l as (select l.* from unnest(lines) l join e on e.n = l.n),
  a as (select a.* from account a where a.workspace_id = current_workspace()
    and a.id in (select account_id from l)),
  sums as (
    select n, count(*) lines, sum(base_minor) base, sum(amount_minor) amount, count(distinct currency) currencies,
      min(currency) currency
    from l group by n
  ),
  mirror as (
    select e.n from e where e.reverses_id is not null and exists (
      select from (
        select account_id, currency, amount_minor, base_minor from l where l.n = e.n
        union all
        select p.account_id, p.currency, p.amount_minor, p.base_minor from posting p
          where p.workspace_id = current_workspace() and p.entry_id = e.reverses_id
        union all
        select o.account_id, o.currency, o.amount_minor, o.base_minor
          from unnest(entries) t join unnest(lines) o on o.n = t.n
          where t.id = e.reverses_id and not t.known
      ) both_sides
      group by account_id, currency having sum(amount_minor) <> 0 or sum(base_minor) <> 0
    )
  ),
  faults(n, code, message, more) as (
    select e.n, 'DB000', 'An entry needs an id, a date, a source and an idempotency key.', '{}'::jsonb
    from e where id is null or date is null or coalesce(btrim(source), '') = '' or coalesce(btrim(idempotency_key), '') = ''
    union all
    select l.n, 'DB000', 'A posting needs an account, an amount and a currency; in another currency than the books'' its base amount too.',
      jsonb_build_object('line', l.line, 'currency', l.currency)
    from l where account_id is null or amount_minor is null or currency is null or base_minor is null
    union all
    select l.n, 'DB001', format('A posting of %s %s has another amount in the base currency.', l.amount_minor, l.currency),
      jsonb_build_object('line', l.line, 'amount_minor', l.amount_minor, 'base_minor', l.base_minor, 'currency', l.currency)
    from l where l.currency = base_currency and l.amount_minor <> l.base_minor
      or sign(l.amount_minor) * sign(l.base_minor) < 0
    union all
    select e.n, 'DB001', 'An entry needs at least two postings.', jsonb_build_object('postings', coalesce(s.lines, 0))
    from e left join sums s on s.n = e.n where coalesce(s.lines, 0) < 2
    union all
    select n, 'DB001', format('The entry does not balance: its postings sum to %s %s (minor units), not to zero.', base, base_currency),
      jsonb_build_object('sum_minor', base, 'currency', base_currency)
    from sums where base <> 0
    union all
    select n, 'DB001', format('The entry does not balance: its postings sum to %s %s (minor units), not to zero.', amount, currency),
      jsonb_build_object('sum_minor', amount, 'currency', currency)
    from sums where currencies = 1 and amount <> 0
    union all
    select l.n, 'DB005', case when a.id is null then 'There is no such account.'
      else format('Account %s is not in use any more.', a.code) end,
      jsonb_build_object('line', l.line, 'account_id', l.account_id, 'account_code', a.code)
    from l left join a on a.id = l.account_id where l.account_id is not null and a.active is not true
    union all
    select l.n, 'DB003', format('Account %s %s takes postings only with a company and a document (an invoice, a bill or a payment).', a.code, a.name),
      jsonb_build_object('line', l.line, 'account_id', a.id, 'account_code', a.code, 'control', a.control)
    from l join a on a.id = l.account_id
    where a.control is not null and (l.company_id is null or num_nonnulls(l.invoice_id, l.bill_id, l.payment_id) = 0)
    union all
    select l.n, 'DB005', 'There is no such tax code.', jsonb_build_object('line', l.line, 'tax_code_id', l.tax_code_id)
    from l where l.tax_code_id is not null and not exists (
      select from tax_code t where t.workspace_id = current_workspace() and t.id = l.tax_code_id)
    union all
    select n, 'DB006', format('The books have no %s for %s. Open the fiscal year first.',
      case when adjusting then 'adjusting period that ends' else 'period' end, date), '{}'
    from e where date is not null and period_id is null
    union all
    select e.n, 'DB008', 'The entry that is to be reversed is not there.', jsonb_build_object('reverses_id', e.reverses_id)
    from e where e.reverses_id is not null and not exists (select from journal_entry j
        where j.workspace_id = current_workspace() and j.id = e.reverses_id)
      and not exists (select from unnest(entries) o where o.id = e.reverses_id and o.n <> e.n)
    union all
    select e.n, 'DB008', 'That entry has been reversed already.', jsonb_build_object('reverses_id', e.reverses_id)
    from e where e.reverses_id is not null and (exists (select from journal_entry j
        where j.workspace_id = current_workspace() and j.reverses_id = e.reverses_id)
      or exists (select from e o where o.reverses_id = e.reverses_id and o.n < e.n))
    union all
    select n, 'DB008', 'A reversal must post the exact opposite of the entry that it names.', '{}' from mirror
  )
  select f.code, f.message, f.more || jsonb_build_object('entry_id', e.id, 'idempotency_key', e.idempotency_key,
    'date', e.date, 'entry', f.n)
  from faults f join e on e.n = f.n order by f.n, f.code limit 1;
end $function$
;
