import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { type Known, knownThen, recordedBy } from '../ledger/known.js'
import type { Outstanding, Sides } from './reconciliation.js'

type Account = { id: string; accountId: string; currency: string }

/** Both sides of an account at the end of a day, in one snapshot; with `known` as they were known then. */
export async function loadSides(
  read: SqlScope,
  account: Account,
  asOf: IsoDate,
  known: Known | null = null,
): Promise<Sides> {
  const [ledgerMinor, bankMinor, inBooks, onBank] = await Promise.all([
    ledgerBalance(read, account, asOf, known),
    bankBalance(read, account, asOf, known),
    onlyInBooks(read, account, asOf, known),
    onlyOnBank(read, account, asOf, known),
  ])
  return { ledgerMinor, bankMinor, inBooks, onBank }
}

/** The account's balance in the bank account's currency, unsealed entries included. */
async function ledgerBalance(
  { sql }: SqlScope,
  { accountId, currency }: Account,
  asOf: IsoDate,
  known: Known | null,
): Promise<bigint> {
  const [row] = await sql<{ minor: bigint }[]>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from trial_balance(${asOf}::date, ${known?.seal.toString() ?? null}::bigint)
    where account_id = ${accountId} and currency = ${currency}`
  return row?.minor ?? 0n
}

/**
 * The closing balance of the last statement that ends by then, and the lines after it. Of statements that all begin later, the opening
 * balance of the first less the lines in between – there are none – is the balance before it. Of several of one day, cut within it, the
 * one counts that no other goes on from; of openings, the one that goes on from no other.
 */
async function bankBalance(
  read: SqlScope,
  { id }: Account,
  asOf: IsoDate,
  known: Known | null,
): Promise<bigint | null> {
  const { sql, scope } = read
  const then = recordedBy(read, sql`created_at`, known)
  const [row] = await sql<{ minor: bigint | null }[]>`
    with kept as (
      select * from bank_statement where workspace_id = ${scope.workspaceId} and bank_account_id = ${id} ${then}
    ), told as (
      select s.to_date as day, s.closing_minor as minor, true as closing, s.created_at,
        not exists (select from kept o where o.id <> s.id and o.to_date = s.to_date and o.opening_minor = s.closing_minor) as at_end
      from kept s where s.closing_minor is not null and s.to_date <= ${asOf}
      union all
      select s.from_date - 1, s.opening_minor, false, s.created_at,
        not exists (select from kept o where o.id <> s.id and o.to_date = s.from_date and o.closing_minor = s.opening_minor)
      from kept s where s.opening_minor is not null and s.from_date - 1 <= ${asOf}
        and not exists (select from kept o where o.from_date < s.from_date and o.to_date >= s.from_date)
    ), last as (select day, minor from told order by day desc, at_end desc, closing desc, created_at desc limit 1)
    select last.minor + coalesce((select sum(l.amount_minor) from bank_line l where l.workspace_id = ${scope.workspaceId}
      and l.bank_account_id = ${id} and l.booking_date > last.day and l.booking_date <= ${asOf} ${recordedBy(read, sql`l.created_at`, known)}), 0)::bigint as minor
    from last`
  return row?.minor ?? null
}

/**
 * Entries on the account by then that no line booked by then tells of. An entry and its reversal that no line knows are one
 * mistake and its mending: both are left out. What stood on the account before its first statement is in that one's opening
 * balance, unless a line tells of it later: then it was under way. What lines tell is gathered first, entries before the first statement are
 * not read, and each way to a reversal is a condition of its own: asked entry by entry, half a million took longer than anybody waits.
 */
const onlyInBooks = (
  read: SqlScope,
  { id, accountId, currency }: Account,
  asOf: IsoDate,
  known: Known | null,
): Promise<Outstanding[]> => {
  const { sql, scope } = read
  const seal = known?.seal ?? null
  return sql<Outstanding[]>`
    with told as materialized (
      select coalesce(m.entry_id, q.entry_id) as entry_id, min(l.booking_date) as day
      from bank_match m
      join bank_line l on l.workspace_id = m.workspace_id and l.id = m.line_id
      left join payment q on q.workspace_id = m.workspace_id and q.id = m.payment_id
      where m.workspace_id = ${scope.workspaceId} and l.bank_account_id = ${id} ${matched(read, known)}
      group by 1
    ), first as materialized (
      select coalesce(min(from_date), '0001-01-01') as day from bank_statement
      where workspace_id = ${scope.workspaceId} and bank_account_id = ${id} ${recordedBy(read, sql`created_at`, known)}
    ), moved as (
      select o.entry_id, o.amount_minor from posting o
      where o.workspace_id = ${scope.workspaceId} and o.account_id = ${accountId} and o.currency = ${currency}
        and o.date between (select day from first) and ${asOf}
        and not exists (select from told t where t.entry_id = o.entry_id and t.day <= ${asOf}) ${knownThen(read, sql`o.entry_id`, seal)}
      union all
      select o.entry_id, o.amount_minor from told t
      join posting o on o.workspace_id = ${scope.workspaceId} and o.entry_id = t.entry_id and o.account_id = ${accountId}
        and o.currency = ${currency} and o.date < (select day from first) and o.date <= ${asOf}
      where t.day > ${asOf} ${knownThen(read, sql`o.entry_id`, seal)}
    ), alone as materialized (
      select e.id, e.date, e.source, e.memo, e.reverses_id, m.minor
      from (select entry_id, sum(amount_minor)::bigint as minor from moved group by entry_id) m
      join journal_entry e on e.workspace_id = ${scope.workspaceId} and e.id = m.entry_id
      where e.date > (select day from first) or e.source <> 'opening' or exists (select from told t where t.entry_id = e.id)
    )
    select coalesce(p.ref, 'JE-' || s.number, e.source) as ref, e.date, e.memo as what, e.minor
    from alone e
    left join payment p on p.workspace_id = ${scope.workspaceId} and p.entry_id = e.id
    left join sealed_entry s on s.workspace_id = ${scope.workspaceId} and s.entry_id = e.id
    where not exists (select from journal_entry r where r.workspace_id = ${scope.workspaceId} and r.reverses_id = e.id and r.date <= ${asOf} ${knownThen(read, sql`r.id`, seal)}
        and not exists (select from told t where t.entry_id = r.id and t.day <= ${asOf}))
      and not exists (select from journal_entry r where r.workspace_id = ${scope.workspaceId} and r.id = e.reverses_id and r.date <= ${asOf} ${knownThen(read, sql`r.id`, seal)}
        and not exists (select from told t where t.entry_id = r.id and t.day <= ${asOf}))
    order by e.date, e.id`
}

/** "and this match held": it does, or did then. */
const matched = (read: SqlScope, known: Known | null): SqlPart =>
  known === null
    ? read.sql`and m.undone_at is null`
    : read.sql`and m.created_at <= ${known.at} and (m.undone_at is null or m.undone_at > ${known.at})`

/**
 * Lines by then whose entry is dated later, or that have none. Entries of later days are gathered, of which there are few: to look up the day of
 * each that a line tells of, all the books were read.
 */
const onlyOnBank = (read: SqlScope, { id }: Account, asOf: IsoDate, known: Known | null): Promise<Outstanding[]> => {
  const { sql, scope } = read
  return sql<Outstanding[]>`
  with told as materialized (
    select m.line_id, coalesce(m.entry_id, q.entry_id) as entry_id
    from bank_match m
    join bank_line l on l.workspace_id = m.workspace_id and l.id = m.line_id
    left join payment q on q.workspace_id = m.workspace_id and q.id = m.payment_id
    where m.workspace_id = ${scope.workspaceId} and l.bank_account_id = ${id} ${matched(read, known)}
  ), later as materialized (
    select e.id from journal_entry e where e.workspace_id = ${scope.workspaceId} and e.date > ${asOf}
  )
  select l.ref, l.booking_date as date, concat_ws(': ', l.counterparty_name, l.remittance) as what, l.amount_minor as minor
  from bank_line l
  where l.workspace_id = ${scope.workspaceId} and l.bank_account_id = ${id} and l.booking_date <= ${asOf}
    ${recordedBy(read, sql`l.created_at`, known)} and not exists (
      select from told m where m.line_id = l.id and m.entry_id is not null
        and not exists (select from later e where e.id = m.entry_id) ${knownThen(read, sql`m.entry_id`, known?.seal ?? null)})
  order by l.booking_date, l.position, l.id`
}

/** The last day that each active account's statements tell of; null for one without any. */
export const readTo = ({ sql, scope }: SqlScope): Promise<{ name: string; readTo: IsoDate | null }[]> => sql<
  { name: string; readTo: IsoDate | null }[]
>`
  select b.name, max(s.to_date) as "readTo" from bank_account b
  left join bank_statement s on s.workspace_id = b.workspace_id and s.bank_account_id = b.id
  where b.workspace_id = ${scope.workspaceId} and b.active group by b.id, b.name order by b.name`
