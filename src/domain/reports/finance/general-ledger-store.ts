import type { SqlPart, SqlScope } from '../../../db/sql-workspace.js'
import { addDays, type IsoDate, type IsoMonth, monthOf } from '../../../lib/dates.js'
import { listBalances } from '../../ledger/balance-store.js'
import { touchesRestricted } from '../../ledger/journal-list-store.js'
import { knownThen } from '../../ledger/known.js'
import { listAllMovements } from '../../ledger/monthly-store.js'
import type { MonthSpan, Span } from '../span.js'

/** An account over a time, in the base currency: debit positive. */
export type AccountSum = { code: string; name: string; openingMinor: bigint; movementMinor: bigint }

/** Every account that has a balance or moved, by its code. The cost grows with the accounts, not with the postings. */
export async function sumsOfAccounts(read: SqlScope, span: MonthSpan, atSeal: bigint | null): Promise<AccountSum[]> {
  const [opening, closing] = await Promise.all([
    listBalances(read, addDays(span.from, -1), atSeal),
    listBalances(read, span.to, atSeal),
  ])
  const before = new Map(opening.map((each) => [each.code, each]))
  const after = new Map(closing.map((each) => [each.code, each]))
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((code) => {
    const openingMinor = before.get(code)?.balance ?? 0n
    const name = (after.get(code) ?? before.get(code))?.name ?? ''
    return { code, name, openingMinor, movementMinor: (after.get(code)?.balance ?? 0n) - openingMinor }
  })
}

export type AccountPosting = {
  /** JE-381; null while it is not sealed. */
  entry: string | null
  date: IsoDate
  source: string
  memo: string
  company: string | null
  minor: bigint
}

/** Those of an account in some days, a part of them. */
type Part = AskedPostings & { skip: number; most: number }

export type AskedPostings = {
  atSeal: bigint | null
  /** Without the entries that touch a restricted account: what is paid to a colleague is on the bank account too. */
  unrestricted: boolean
}

/** One account's postings in those days, in the order of their dates. */
export const postingsOfAccount = (
  read: SqlScope,
  accountId: string,
  span: Span,
  { skip, most, ...asked }: Part,
): Promise<AccountPosting[]> => read.sql<AccountPosting[]>`
  select 'JE-' || s.number as entry, p.date, e.source, coalesce(p.memo, e.memo) as memo, c.name as company, p.base_minor as minor
  ${postingsSql(read, accountId, span, asked)}
  order by p.date, s.number nulls last, p.entry_id, p.line offset ${skip} limit ${most}`

/** How many they are in all, what they come to, and what the first of them do. */
export async function sumOfPostings(
  read: SqlScope,
  accountId: string,
  span: Span,
  { skip, ...asked }: AskedPostings & { skip: number },
) {
  const [sum] = await read.sql<{ count: number; minor: bigint; beforeMinor: bigint }[]>`
    select count(*)::int as count, coalesce(sum(minor), 0)::bigint as minor,
      coalesce(sum(minor) filter (where nth <= ${skip}), 0)::bigint as "beforeMinor"
    from (select p.base_minor as minor, row_number() over (order by p.date, s.number nulls last, p.entry_id, p.line) as nth
      ${postingsSql(read, accountId, span, asked)}) each`
  return sum ?? { count: 0, minor: 0n, beforeMinor: 0n }
}

const postingsSql = (
  read: SqlScope,
  accountId: string,
  { from, to }: Span,
  { atSeal, unrestricted }: AskedPostings,
): SqlPart => read.sql`
  from posting p
  join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
  left join sealed_entry s on s.workspace_id = p.workspace_id and s.entry_id = p.entry_id
  left join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
  where p.workspace_id = ${read.scope.workspaceId} and p.account_id = ${accountId} and p.date between ${from} and ${to}
    and p.base_minor <> 0 ${knownThen(read, read.sql`p.entry_id`, atSeal)}
    ${unrestricted ? read.sql`and not ${touchesRestricted(read)}` : read.sql``}`

/** What the entries that `unrestricted` leaves out came to on that account, month by month. */
export const restrictedMonths = (
  read: SqlScope,
  accountId: string,
  { from, to }: Span,
  atSeal: bigint | null,
): Promise<MonthSum[]> => read.sql<MonthSum[]>`
  select to_char(p.date, 'YYYY-MM') as month, sum(p.base_minor)::bigint as minor
  from posting p join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
  where p.workspace_id = ${read.scope.workspaceId} and p.account_id = ${accountId} and p.date between ${from} and ${to}
    ${knownThen(read, read.sql`p.entry_id`, atSeal)} and ${touchesRestricted(read)}
  group by 1 having sum(p.base_minor) <> 0 order by 1`

export type MonthSum = { month: IsoMonth; minor: bigint }

export async function monthsOfAccount(
  read: SqlScope,
  accountId: string,
  { from, to }: Span,
  atSeal: bigint | null,
): Promise<MonthSum[]> {
  const movements = await listAllMovements(read, { from: monthOf(from), to: monthOf(to) }, atSeal)
  return movements
    .filter((each) => each.accountId === accountId)
    .map(({ month, movement }) => ({ month, minor: movement }))
}
