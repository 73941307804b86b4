import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'

/** What an account still holds at the end of a day, in one currency, and the entry that touched it last. */
export type Held = { code: string; name: string; currency: string; minor: bigint; lastMemo: string | null }

/** Suspense accounts that are not at zero at the end of a day, unsealed entries included. */
export const listSuspense = ({ sql, scope }: SqlScope, asOf: IsoDate): Promise<Held[]> => sql<Held[]>`
  select a.code, a.name, t.currency, sum(t.amount_minor)::bigint as minor,
    (select e.memo from posting p join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
      where p.workspace_id = a.workspace_id and p.account_id = a.id and p.currency = t.currency and p.date <= ${asOf}::date
      order by p.date desc, p.entry_id desc limit 1) as "lastMemo"
  from trial_balance(${asOf}::date, null) t
  join account a on a.workspace_id = ${scope.workspaceId}::uuid and a.id = t.account_id and a.purpose = 'suspense'
  group by a.workspace_id, a.id, a.code, a.name, t.currency having sum(t.amount_minor) <> 0
  order by a.code, t.currency`

type Span = { startsOn: IsoDate; endsOn: IsoDate }

/** An entry that moved a tax account and said under no tax code why. */
export type Untaxed = { entry: string; date: IsoDate; memo: string; account: string; baseMinor: bigint }

/**
 * Postings to tax accounts of these days without a tax code: what the accounts hold and the report of taxes doesn't tell. Left out is
 * what moves taxes as a whole (returns, opening balances, which a document after the cutover is none of, the closing of a year), and an entry with its reversal.
 */
export const listUntaxed = ({ sql, scope }: SqlScope, { startsOn, endsOn }: Span): Promise<Untaxed[]> => sql<Untaxed[]>`
  select coalesce('JE-' || s.number, left(e.id::text, 8)) as entry, p.date, e.memo, a.code || ' ' || a.name as account,
    sum(p.base_minor)::bigint as "baseMinor"
  from account a
  join posting p on p.workspace_id = a.workspace_id and p.account_id = a.id and p.tax_code_id is null
    and p.date between ${startsOn}::date and ${endsOn}::date
  join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id and e.source not in ('tax-return', 'year-end')
    and (e.source <> 'opening' or not exists (select from posting o join account b on b.workspace_id = o.workspace_id and b.id = o.account_id
      where o.workspace_id = e.workspace_id and o.entry_id = e.id and b.purpose = 'opening-balances'))
  left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
  where a.workspace_id = ${scope.workspaceId}::uuid and (a.purpose in ('tax-output', 'tax-input')
    or exists (select from tax_code t where t.workspace_id = a.workspace_id and t.account_id = a.id))
    and not exists (select from journal_entry o where o.workspace_id = e.workspace_id
      and (o.reverses_id = e.id or o.id = e.reverses_id) and o.date between ${startsOn}::date and ${endsOn}::date)
    and not exists (select from tax_return r where r.workspace_id = e.workspace_id and r.entry_id in (e.id, e.reverses_id))
  group by s.number, e.id, p.date, e.memo, a.code, a.name having sum(p.base_minor) <> 0
  order by p.date, entry, account`

/** An account of the month whose kept balance is not the sum of its sealed postings. */
export type Unproved = { account: string; currency: string; keptMinor: bigint; provedMinor: bigint }

/** How the balances of these days' periods compare with their postings: how many there are, and those that are off. */
export async function proveBalances(
  { sql, scope }: SqlScope,
  { startsOn, endsOn }: Span,
): Promise<{ balances: number; entries: number; off: Unproved[] }> {
  const ws = scope.workspaceId
  const periods = sql`select id from period
    where workspace_id = ${ws}::uuid and number > 0 and starts_on >= ${startsOn}::date and ends_on <= ${endsOn}::date`
  const off = sql<Unproved[]>`
    with proved as (
      select p.period_id, p.account_id, p.currency, coalesce(p.department, '') as department,
        sum(p.amount_minor) as amount, sum(p.base_minor) as base
      from posting p join sealed_entry s on s.workspace_id = p.workspace_id and s.entry_id = p.entry_id
      where p.workspace_id = ${ws}::uuid and p.period_id in (${periods}) group by 1, 2, 3, 4),
    kept as (
      select period_id, account_id, currency, department, amount_minor as amount, base_minor as base
      from balance where workspace_id = ${ws}::uuid and period_id in (${periods}))
    select a.code || ' ' || a.name as account, currency, coalesce(sum(k.amount), 0)::bigint as "keptMinor",
      coalesce(sum(p.amount), 0)::bigint as "provedMinor"
    from kept k full join proved p using (period_id, account_id, currency, department)
    join account a on a.workspace_id = ${ws}::uuid and a.id = account_id
    where coalesce(k.amount, 0) <> coalesce(p.amount, 0) or coalesce(k.base, 0) <> coalesce(p.base, 0)
    group by a.code, a.name, currency order by a.code, currency`
  const counts = sql<{ balances: number; entries: number }[]>`
    select (select count(*)::int from balance where workspace_id = ${ws}::uuid and period_id in (${periods})) as balances,
      (select count(*)::int from journal_entry where workspace_id = ${ws}::uuid and period_id in (${periods})) as entries`
  const [rows, [count]] = await Promise.all([off, counts])
  return { balances: count?.balances ?? 0, entries: count?.entries ?? 0, off: rows }
}
