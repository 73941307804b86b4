import type { SqlScope } from '../../db/sql-workspace.js'
import { firstOfMonth, type IsoMonth, lastOfMonth } from '../../lib/dates.js'

/** What was debited (positive) or credited to an account in a month, in the base currency. Months without a posting are absent. */
export type AccountMonth = { month: IsoMonth; movement: bigint }

/** The two months included; from balances of the periods and the unsealed tail, so the cost does not grow with the postings. */
export const listAccountMonths = (
  { sql, scope }: SqlScope,
  accountId: string,
  { from, to }: { from: IsoMonth; to: IsoMonth },
): Promise<AccountMonth[]> => {
  const [first, last] = [firstOfMonth(from), lastOfMonth(to)]
  return sql<AccountMonth[]>`
    with part as (
      select to_char(p.ends_on, 'YYYY-MM') as month, b.base_minor
      from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
      where b.workspace_id = ${scope.workspaceId} and b.account_id = ${accountId} and p.ends_on between ${first} and ${last}
      union all
      select to_char(l.date, 'YYYY-MM'), l.base_minor from unsealed u
      join posting l on l.workspace_id = u.workspace_id and l.entry_id = u.entry_id and l.account_id = ${accountId}
      where u.workspace_id = ${scope.workspaceId} and l.date between ${first} and ${last}
    )
    select month, sum(base_minor)::bigint as movement from part group by month having sum(base_minor) <> 0 order by month`
}
