import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'

/** An entry in a list: as a whole, or by what it did to one account. */
export type JournalRow = {
  id: string
  /** JE-381 once sealed; null in the unsealed tail. */
  entry: string | null
  date: IsoDate
  source: string
  memo: string
  /** What was debited in all; with an account in the filter, the movement of that account. In the base currency. */
  amount: Money
}

/** Which entries; what is absent does not narrow. */
export type JournalFilter = {
  accountCode?: string
  /** Posted under this tax code; days are then those of the report of taxes: a document's tax point where it has one. */
  tax?: { code: string; side?: 'sale' | 'purchase' }
  from?: IsoDate
  to?: IsoDate
  /** Only entries that touch no restricted account. */
  unrestricted?: boolean
}

/** Newest first. */
export async function listJournal(
  read: SqlScope,
  filter: JournalFilter,
  { limit, baseCurrency }: { limit: number; baseCurrency: string },
): Promise<JournalRow[]> {
  const { sql, scope } = read
  const one = filter.accountCode
  const { tax } = filter
  const day = tax ? taxedOn(read) : sql`p.date`
  const rows = await sql<(Omit<JournalRow, 'amount'> & { minor: bigint })[]>`
    with entry as (
      select p.entry_id as id, max(p.date) as date,
        ${one ? sql`sum(p.base_minor)` : sql`sum(greatest(p.base_minor, 0))`}::bigint as minor
      from posting p join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
      where p.workspace_id = ${scope.workspaceId}
        ${one ? sql`and a.code = ${one}` : sql``}
        ${
          tax
            ? sql`and p.tax_code_id in (select id from tax_code where workspace_id = ${scope.workspaceId} and code = ${tax.code}
            and (${tax.side ?? null}::text is null or side = ${tax.side ?? null}))`
            : sql``
        }
        ${filter.unrestricted ? sql`and p.entry_id not in (${restrictedEntries(read)})` : sql``}
        ${filter.from ? sql`and ${day} >= ${filter.from}` : sql``}
        ${filter.to ? sql`and ${day} <= ${filter.to}` : sql``}
      group by p.entry_id order by max(p.date) desc, p.entry_id desc limit ${limit}
    )
    select e.id, 'JE-' || s.number as entry, e.date, e.source, e.memo, entry.minor
    from entry
    join journal_entry e on e.workspace_id = ${scope.workspaceId} and e.id = entry.id
    left join sealed_entry s on s.workspace_id = e.workspace_id and s.entry_id = e.id
    order by e.date desc, e.id desc`
  return rows.map(({ minor, ...row }) => ({ ...row, amount: money(minor, baseCurrency) }))
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
