import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { OpenItem, Unapplied } from './ageing.js'
import type { Side } from './settlement-item.js'

/** Everything recorded, whatever its date: the day that `null` stands for. */
const END_OF_TIME = '9999-12-31'

/** Bills are owed by us: on that side the signs are turned, so that what is owed is above zero on both. */
const turn = (side: Side): 1 | -1 => (side === 'receivable' ? 1 : -1)

/** What is owed at the end of `asOf` (null: as it stands now) in one currency, a row a document. */
export const listOpenItems = (
  { sql, scope }: SqlScope,
  currency: string,
  asOf: IsoDate | null,
  side: Side = 'receivable',
): Promise<OpenItem[]> =>
  sql<OpenItem[]>`
    select c.id as "companyId", c.name as company, o.due_date as "dueDate", ${turn(side)}::int * o.minor as "openMinor"
    from open_items_at(${scope.workspaceId}::uuid, ${asOf}::date) o
    join company c on c.workspace_id = ${scope.workspaceId} and c.id = o.company_id
    where o.control = ${side} and o.currency = ${currency} and ${turn(side)}::int * o.minor > 0`

/** The currencies in which anything is open on a side at the end of `asOf`. */
export const listOpenCurrencies = async (
  { sql, scope }: SqlScope,
  asOf: IsoDate | null,
  side: Side = 'receivable',
): Promise<string[]> => {
  const rows = await sql<{ currency: string }[]>`
    select distinct currency from open_items_at(${scope.workspaceId}::uuid, ${asOf}::date) where control = ${side} order by 1`
  return rows.map(({ currency }) => currency)
}

/** What payments and credit notes have left that no document had taken by then. */
export const listUnapplied = (
  { sql, scope }: SqlScope,
  currency: string,
  asOf: IsoDate | null,
  side: Side = 'receivable',
): Promise<Unapplied[]> =>
  sql<Unapplied[]>`
    select c.id as "companyId", c.name as company, sum(${-turn(side)}::int * o.minor)::bigint as "unappliedMinor"
    from open_items_at(${scope.workspaceId}::uuid, ${asOf}::date) o
    join company c on c.workspace_id = ${scope.workspaceId} and c.id = o.company_id
    where o.control = ${side} and o.currency = ${currency} and ${turn(side)}::int * o.minor < 0
    group by c.id, c.name`

/** The control accounts of a side at the end of `asOf`, unsealed tail included: law 5's other side. Above zero where it is owed. */
export async function getControl(
  { sql, scope }: SqlScope,
  currency: string,
  asOf: IsoDate | null,
  side: Side = 'receivable',
): Promise<bigint> {
  const [row] = await sql<{ minor: bigint }[]>`
    select coalesce(sum(t.amount_minor), 0)::bigint as minor from trial_balance(${asOf ?? END_OF_TIME}::date, null) t
    join account a on a.workspace_id = ${scope.workspaceId} and a.id = t.account_id
    where a.control = ${side} and t.currency = ${currency}`
  return BigInt(turn(side)) * (row?.minor ?? 0n)
}
