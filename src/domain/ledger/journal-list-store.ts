import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { knownThen } from './known.js'

/** An entry in a list: as a whole, or by what it did to one account. */
export type JournalRow = {
  id: string
  /** JE-381 once sealed; null in the unsealed tail. */
  entry: string | null
  date: IsoDate
  source: string
  memo: string
  /** What was debited in all; of an account its movement, under a tax code the net as a return counts it. In the base currency. */
  amount: Money
}

/** Of an account or a tax code also how many entries there are in all, and what they come to: the figure that they are behind. */
export type Journal = { rows: readonly JournalRow[]; whole: { entries: number; amount: Money } | null }

/** Which entries; what is absent does not narrow. */
export type JournalFilter = {
  accountCode?: string
  /** Posted under this tax code; days are then those of the report of taxes: a document's tax point where it has one. */
  tax?: { code: string; side?: 'sale' | 'purchase' }
  from?: IsoDate
  to?: IsoDate
  /** Only what was posted with this company. */
  companyId?: string
  /** What closes a year is left out, as results leave it out. */
  preClosing?: boolean
  /** Only what was sealed by then: as the books were known. */
  atSeal?: bigint | null
  /** Only entries that touch no restricted account. */
  unrestricted?: boolean
}

/** Newest first. */
export async function listJournal(
  read: SqlScope,
  filter: JournalFilter,
  { limit, baseCurrency }: { limit: number; baseCurrency: string },
): Promise<Journal> {
  const { sql, scope } = read
  const isOfOne = filter.accountCode !== undefined || filter.tax !== undefined
  const whole = isOfOne
    ? sql`, count(*) over ()::int as entries, sum(sum(${movementOf(read, filter)})) over ()::bigint as total`
    : sql``
  const rows = await sql<(Omit<JournalRow, 'amount'> & { minor: bigint; entries?: number; total?: bigint })[]>`
    with entry as (
      select p.entry_id as id, max(p.date) as date, sum(${movementOf(read, filter)})::bigint as minor ${whole}
      from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      left join tax_code t on t.workspace_id = p.workspace_id and t.id = p.tax_code_id
      where p.workspace_id = ${scope.workspaceId} ${narrowed(read, filter)}
      group by p.entry_id order by max(p.date) desc, p.entry_id desc limit ${limit}
    )
    select e.id, 'JE-' || s.number as entry, e.date, e.source, e.memo, entry.minor
      ${isOfOne ? sql`, entry.entries, entry.total` : sql``}
    from entry
    join journal_entry e on e.workspace_id = ${scope.workspaceId} and e.id = entry.id
    left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
    order by e.date desc, e.id desc`
  const [first] = rows
  return {
    rows: rows.map(({ minor, entries: _entries, total: _total, ...row }) => ({
      ...row,
      amount: money(minor, baseCurrency),
    })),
    whole: isOfOne ? { entries: first?.entries ?? 0, amount: money(first?.total ?? 0n, baseCurrency) } : null,
  }
}

/** Of each posting what counts. Under a tax code the tax itself does not: it is what is owed of the net (as `tax_totals` tells them apart). */
function movementOf({ sql }: SqlScope, { accountCode, tax }: JournalFilter) {
  if (accountCode !== undefined) return sql`p.base_minor`
  if (tax === undefined) return sql`greatest(p.base_minor, 0)`
  return sql`case when a.purpose in ('tax-output', 'tax-input') or a.id = t.account_id then 0
    when t.side = 'sale' then -p.base_minor else p.base_minor end`
}

function narrowed(read: SqlScope, filter: JournalFilter) {
  const { sql, scope } = read
  const { accountCode, tax, from, to, companyId, atSeal = null } = filter
  const side = tax?.side ?? null
  const day = tax ? taxedOn(read) : sql`p.date`
  return sql`
    ${accountCode === undefined ? sql`` : sql`and a.code = ${accountCode}`}
    ${tax ? sql`and t.code = ${tax.code} and (${side}::text is null or t.side = ${side})` : sql``}
    ${filter.unrestricted ? sql`and p.entry_id not in (${restrictedEntries(read)})` : sql``}
    ${from ? sql`and ${day} >= ${from}` : sql``}
    ${to ? sql`and ${day} <= ${to}` : sql``}
    ${companyId === undefined ? sql`` : sql`and p.company_id = ${companyId}`}
    ${filter.preClosing ? sql`and p.period_id in (select id from period where workspace_id = ${scope.workspaceId} and number > 0)` : sql``}
    ${knownThen(read, sql`p.entry_id`, atSeal)}`
}

/** In whose return a posting `p` is, as `tax_totals` counts it. */
const taxedOn = ({ sql }: SqlScope) => sql`coalesce(
  (select b.tax_point from bill b where b.workspace_id = p.workspace_id and b.entry_id = p.entry_id and b.tax_point is not null),
  (select i.tax_point from invoice i where i.workspace_id = p.workspace_id and i.entry_id = p.entry_id and i.tax_point is not null),
  p.date)`

const restrictedEntries = ({ sql, scope }: SqlScope) => sql`
  select r.entry_id from posting r join account x on x.workspace_id = r.workspace_id and x.id = r.account_id and x.restricted
  where r.workspace_id = ${scope.workspaceId}`

/** Whether a statement's `journal_entry e` has a posting on a restricted account, as a condition. */
export const touchesRestricted = ({ sql }: Pick<SqlScope, 'sql'>) => sql`
  exists (select from posting r join account x on x.workspace_id = r.workspace_id and x.id = r.account_id and x.restricted
    where r.workspace_id = e.workspace_id and r.entry_id = e.id)`

/** Whether an entry has a posting on a restricted account. */
export async function isRestrictedEntry({ sql, scope }: SqlScope, entryId: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from posting r join account x on x.workspace_id = r.workspace_id and x.id = r.account_id and x.restricted
    where r.workspace_id = ${scope.workspaceId} and r.entry_id = ${entryId} limit 1`
  return row !== undefined
}

/** Whether the account of a code is restricted. */
export async function isRestrictedAccount({ sql, scope }: SqlScope, code: string): Promise<boolean> {
  const [row] = await sql`
    select 1 from account where workspace_id = ${scope.workspaceId} and code = ${code} and restricted`
  return row !== undefined
}

/** The id of a sealed entry by its number (`JE-381`); an id stays itself, for buttons on what isn't sealed yet. Throws `not_found`. */
export async function getEntryIdByRef({ sql, scope }: SqlScope, ref: string): Promise<string> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(ref)) return ref
  const number = /^(?:JE-)?(\d{1,18})$/i.exec(ref.trim())?.[1] ?? '0'
  const [row] = await sql<{ id: string }[]>`
    select entry_id::text as id from sealed_entry where workspace_id = ${scope.workspaceId}::uuid and number = ${number}::bigint`
  if (!row) throw notFound(`There is no journal entry "${ref}". Entries are named like JE-381; see: journal list`)
  return row.id
}
