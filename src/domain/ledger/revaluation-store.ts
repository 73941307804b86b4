import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { type IsoDate, toDbDate } from '../../lib/dates.js'
import type { ForeignBalance } from './revaluation.js'

/** What every account holds in other currencies than the books' at the end of a day, unsealed entries included. */
export const listForeignBalances = async (
  { sql, scope }: SqlScope,
  asOf: IsoDate,
  baseCurrency: string,
): Promise<ForeignBalance[]> => sql<ForeignBalance[]>`
  select t.account_id as "accountId", a.code || ' ' || a.name as account, a.kind, a.control, a.purpose, a.monetary, t.currency,
      exists (select from bank_account b where b.workspace_id = a.workspace_id and b.account_id = a.id) as "atBank",
      sum(t.amount_minor)::bigint as "amountMinor", sum(t.base_minor)::bigint as "baseMinor"
    from trial_balance(${asOf}::date, null) t
    join account a on a.workspace_id = ${scope.workspaceId}::uuid and a.id = t.account_id
    where t.currency <> ${baseCurrency}
    group by t.account_id, a.workspace_id, a.id, t.currency order by a.code, t.currency`

/** How many revaluations are dated on this day. */
export const countRevaluations = (tx: Tx, date: IsoDate): Promise<number> =>
  tx.prisma.journalEntry.count({
    where: { workspaceId: tx.scope.workspaceId, source: 'revaluation', date: toDbDate(date) },
  })
