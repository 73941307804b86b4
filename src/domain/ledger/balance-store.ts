import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { AccountBalance } from './trial-balance.js'

/** Where the books stand: the newest seal, and how many entries were posted since. */
export type Position = { sealNumber: bigint; unsealed: number }

export async function getPosition(read: SqlScope): Promise<Position> {
  const [row] = await read.sql<{ sealNumber: bigint; unsealed: number }[]>`
    select coalesce((select max(number) from seal where workspace_id = ${read.scope.workspaceId}), 0)::bigint as "sealNumber",
      (select count(*) from unsealed where workspace_id = ${read.scope.workspaceId})::int as unsealed`
  return row ?? { sealNumber: 0n, unsealed: 0 }
}

/**
 * Balances at the end of `asOf` (null: of everything posted), counting the unsealed tail. Whole periods come from the sealed
 * balances, the rest of a month from its daily deltas: the cost grows with the accounts, not with the entries.
 */
export const listBalances = (read: SqlScope, asOf: IsoDate | null): Promise<AccountBalance[]> =>
  balancesOf(
    read,
    read.sql`
      ${sealedBase(read, asOf)}
      union all
      select p.account_id, p.base_minor from unsealed u
      join posting p on p.workspace_id = u.workspace_id and p.entry_id = u.entry_id
      where u.workspace_id = ${read.scope.workspaceId} and (${asOf}::date is null or p.date <= ${asOf}::date)`,
  )

/** Balances at the end of `asOf` as they were known at a seal: the same two arguments give the same figures for ever. */
export const listBalancesAtSeal = (read: SqlScope, seal: bigint, asOf: IsoDate | null): Promise<AccountBalance[]> =>
  balancesOf(
    read,
    read.sql`
      ${sealedBase(read, asOf)}
      union all
      select account_id, -base_minor from balance_delta
      where workspace_id = ${read.scope.workspaceId} and seal_number > ${seal}
        and (${asOf}::date is null or date <= ${asOf}::date)`,
  )

type Fragment = ReturnType<SqlScope['sql']>

/** Of all seals: balances of the periods that had ended by `asOf`, and the daily deltas of the one that hadn't. */
function sealedBase({ sql, scope }: SqlScope, asOf: IsoDate | null): Fragment {
  const { workspaceId } = scope
  if (asOf === null) return sql`select account_id, base_minor from balance where workspace_id = ${workspaceId}`
  return sql`
    select b.account_id, b.base_minor from balance b
    join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
    where b.workspace_id = ${workspaceId} and p.ends_on <= ${asOf}
    union all
    select d.account_id, d.base_minor from balance_delta d
    where d.workspace_id = ${workspaceId} and d.date <= ${asOf}
      and d.date >= (select max(starts_on) from period
        where workspace_id = ${workspaceId} and number < 13 and starts_on <= ${asOf} and ends_on > ${asOf})`
}

/** Adds the parts up by account; an account that nothing was ever posted to has no row. */
const balancesOf = ({ sql, scope }: SqlScope, parts: Fragment): Promise<AccountBalance[]> =>
  sql<AccountBalance[]>`
    with part as (${parts})
    select a.id as "accountId", a.code, a.name, a.kind, sum(part.base_minor)::bigint as balance
    from part join account a on a.workspace_id = ${scope.workspaceId} and a.id = part.account_id
    group by a.workspace_id, a.id order by a.code`
