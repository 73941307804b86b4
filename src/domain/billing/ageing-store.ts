import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { Known } from '../ledger/known.js'
import type { OpenItem, Unapplied } from './ageing.js'
import type { Side } from './settlement-item.js'

/** Everything recorded, whatever its date: the day that `null` stands for. */
const END_OF_TIME = '9999-12-31'

/** Bills are owed by us: on that side the signs are turned, so that what is owed is above zero on both. */
const turn = (side: Side): 1 | -1 => (side === 'receivable' ? 1 : -1)

/** Every document that is open at the end of `asOf` (null: as it stands now), in all currencies; with `known` as it was known then. */
export const openItems = ({ sql, scope }: SqlScope, asOf: IsoDate | null, known: Known | null): SqlPart =>
  known === null
    ? sql`open_items_at(${scope.workspaceId}::uuid, ${asOf}::date)`
    : sql`open_items_known(${scope.workspaceId}::uuid, ${asOf ?? END_OF_TIME}::date, ${known.seal.toString()}::bigint, ${known.at}::timestamptz)`

/** What is owed at the end of `asOf` (null: as it stands now) in one currency, a row a document. */
export const listOpenItems = (
  read: SqlScope,
  currency: string,
  asOf: IsoDate | null,
  side: Side = 'receivable',
  known: Known | null = null,
): Promise<OpenItem[]> =>
  read.sql<OpenItem[]>`
    select c.id as "companyId", c.name as company, o.due_date as "dueDate", ${turn(side)}::int * o.minor as "openMinor"
    from ${openItems(read, asOf, known)} o
    join company c on c.workspace_id = ${read.scope.workspaceId} and c.id = o.company_id
    where o.control = ${side} and o.currency = ${currency} and ${turn(side)}::int * o.minor > 0`

/** The currencies in which anything is open on a side at the end of `asOf`. */
export const listOpenCurrencies = async (
  read: SqlScope,
  asOf: IsoDate | null,
  side: Side = 'receivable',
  known: Known | null = null,
): Promise<string[]> => {
  const rows = await read.sql<{ currency: string }[]>`
    select distinct currency from ${openItems(read, asOf, known)} where control = ${side} order by 1`
  return rows.map(({ currency }) => currency)
}

/** What payments and credit notes have left that no document had taken by then. */
export const listUnapplied = (
  read: SqlScope,
  currency: string,
  asOf: IsoDate | null,
  side: Side = 'receivable',
  known: Known | null = null,
): Promise<Unapplied[]> =>
  read.sql<Unapplied[]>`
    select c.id as "companyId", c.name as company, sum(${-turn(side)}::int * o.minor)::bigint as "unappliedMinor"
    from ${openItems(read, asOf, known)} o
    join company c on c.workspace_id = ${read.scope.workspaceId} and c.id = o.company_id
    where o.control = ${side} and o.currency = ${currency} and ${turn(side)}::int * o.minor < 0
    group by c.id, c.name`

/** The control accounts of a side at the end of `asOf`, unsealed tail included unless they are asked for as known at a seal: law 5's other side. Above zero where it is owed. */
export async function getControl(
  { sql, scope }: SqlScope,
  currency: string,
  asOf: IsoDate | null,
  side: Side = 'receivable',
  known: Known | null = null,
): Promise<bigint> {
  const [row] = await sql<{ minor: bigint }[]>`
    select coalesce(sum(t.amount_minor), 0)::bigint as minor from trial_balance(${asOf ?? END_OF_TIME}::date, ${known?.seal.toString() ?? null}::bigint) t
    join account a on a.workspace_id = ${scope.workspaceId} and a.id = t.account_id
    where a.control = ${side} and t.currency = ${currency}`
  return BigInt(turn(side)) * (row?.minor ?? 0n)
}
