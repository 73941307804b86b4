import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { AccountBalance } from './trial-balance.js'

/** Where the books stand: the newest seal (0 before the first), and how many entries were posted since. */
export type Position = { sealNumber: bigint; unsealed: number }

export async function getPosition({ sql, scope }: SqlScope): Promise<Position> {
  const [row] = await sql<Position[]>`
    select coalesce((select max(number) from seal where workspace_id = ${scope.workspaceId}), 0)::bigint as "sealNumber",
      (select count(*) from unsealed where workspace_id = ${scope.workspaceId})::int as unsealed`
  return row ?? { sealNumber: 0n, unsealed: 0 }
}

/**
 * Balances at the end of `asOf`, an account a row, in the base currency. Without a seal as of now: sealed balances and the
 * unsealed tail. With one exactly what was known then: the same two arguments give the same figures for ever. The cost grows
 * with the accounts, not with the entries (`trial_balance`).
 */
export const listBalances = ({ sql }: SqlScope, asOf: IsoDate, seal: bigint | null = null): Promise<AccountBalance[]> =>
  sql<AccountBalance[]>`
    select account_id as "accountId", code, name, kind, sum(base_minor)::bigint as balance
    from trial_balance(${asOf}::date, ${seal === null ? null : seal.toString()}::bigint)
    group by account_id, code, name, kind having sum(base_minor) <> 0 order by code`
