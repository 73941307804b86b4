import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { firstOfMonth, type IsoMonth, lastOfMonth } from '../../lib/dates.js'
import type { AccountKind, Control, Purpose } from './account.js'

/** An account's movement in one month, in the base currency: debit positive, credit negative. */
export type MonthlyMovement = { code: string; name: string; kind: AccountKind; month: IsoMonth; movement: bigint }

/** The same of one department; empty: of none. */
export type DepartmentMovement = MonthlyMovement & { department: string }

/** The same of any account, with what it is for. */
export type AccountMovement = MonthlyMovement & { accountId: string; purpose: Purpose | null; control: Control | null }

/** What was debited (positive) or credited to one account in a month, in the base currency. Months without a movement are absent. */
export type AccountMonth = Pick<MonthlyMovement, 'month' | 'movement'>

/** The first and the last month, both included. */
export type Months = { from: IsoMonth; to: IsoMonth }

/** Movements of income and expense accounts by calendar month; with a seal what was known then. */
export const listMonthlyResults = (
  read: SqlScope,
  months: Months,
  seal: bigint | null = null,
): Promise<MonthlyMovement[]> => resultsOf(read, partsByMonth(read, months, seal))

/** The same of the months themselves, without what was adjusted after the year's last one (period 13). */
export const listUnadjustedResults = (read: SqlScope, months: Months): Promise<MonthlyMovement[]> =>
  resultsOf(read, partsByMonth(read, months, null, LAST_REGULAR))

const LAST_REGULAR = 12
const ADJUSTMENTS = 13

const resultsOf = (read: SqlScope, parts: SqlPart): Promise<MonthlyMovement[]> => read.sql<MonthlyMovement[]>`
    with part as materialized (${parts})
    select a.code, a.name, a.kind, part.month, sum(part.base_minor)::bigint as movement
    from part join account a on a.workspace_id = ${read.scope.workspaceId} and a.id = part.account_id
    where a.kind in ('income', 'expense')
    group by a.code, a.name, a.kind, part.month having sum(part.base_minor) <> 0
    order by a.kind desc, a.code, part.month`

/** The same, by department as well. */
export const listDepartmentResults = (
  read: SqlScope,
  months: Months,
  seal: bigint | null = null,
): Promise<DepartmentMovement[]> => read.sql<DepartmentMovement[]>`
    with part as materialized (${partsByMonth(read, months, seal)})
    select a.code, a.name, a.kind, part.month, part.department, sum(part.base_minor)::bigint as movement
    from part join account a on a.workspace_id = ${read.scope.workspaceId} and a.id = part.account_id
    where a.kind in ('income', 'expense')
    group by a.code, a.name, a.kind, part.month, part.department having sum(part.base_minor) <> 0
    order by a.kind desc, a.code, part.month, part.department`

/** Movements of all accounts, by their codes. */
export const listAllMovements = (
  read: SqlScope,
  months: Months,
  seal: bigint | null = null,
): Promise<AccountMovement[]> => read.sql<AccountMovement[]>`
    with part as materialized (${partsByMonth(read, months, seal)})
    select a.id as "accountId", a.code, a.name, a.kind, a.purpose, a.control, part.month, sum(part.base_minor)::bigint as movement
    from part join account a on a.workspace_id = ${read.scope.workspaceId} and a.id = part.account_id
    group by a.id, a.code, a.name, a.kind, a.purpose, a.control, part.month having sum(part.base_minor) <> 0
    order by a.code, part.month`

/** The movements of one account of any kind, oldest first. */
export const listAccountMonths = (read: SqlScope, accountId: string, months: Months): Promise<AccountMonth[]> =>
  read.sql<AccountMonth[]>`
    with part as materialized (${partsByMonth(read, months, null)})
    select month, sum(base_minor)::bigint as movement from part where account_id = ${accountId}
    group by month having sum(base_minor) <> 0 order by month`

/**
 * What movements by calendar month add up from, as rows of account, month and amount: sealed balances of the periods and the unsealed
 * tail, or with a seal what was known then. Adjustments of period 13 fall into the year's last month; what closes a year is left out.
 * Added up once, and the tail read from each entry that waits to its postings, whatever a plan believes of their numbers: after a
 * load had been sealed, one read all postings for a tail that was empty, and that once an account.
 */
function partsByMonth({ sql, scope }: SqlScope, { from, to }: Months, seal: bigint | null, lastNumber = ADJUSTMENTS) {
  const [first, last] = [firstOfMonth(from), lastOfMonth(to)]
  const later = seal?.toString() ?? null
  return sql`
      select b.account_id, to_char(p.starts_on, 'YYYY-MM') as month, b.department, b.base_minor
      from balance b join period p on p.workspace_id = b.workspace_id and p.id = b.period_id
      where b.workspace_id = ${scope.workspaceId} and p.number between 1 and ${lastNumber}::int and p.starts_on between ${first} and ${last}
      union all
      select d.account_id, to_char(d.date, 'YYYY-MM'), d.department, -d.base_minor from balance_delta d
      where d.workspace_id = ${scope.workspaceId} and d.seal_number > ${later}::bigint and not d.closing and d.date between ${first} and ${last}
      union all
      select l.account_id, to_char(l.date, 'YYYY-MM'), l.department, l.base_minor from unsealed u
      cross join lateral (
        select l.account_id, l.date, coalesce(l.department, '') as department, l.base_minor from posting l
        join period p on p.workspace_id = l.workspace_id and p.id = l.period_id and p.number between 1 and ${lastNumber}::int
        where l.workspace_id = u.workspace_id and l.entry_id = u.entry_id offset 0
      ) l
      where ${later}::bigint is null and u.workspace_id = ${scope.workspaceId} and l.date between ${first} and ${last}`
}
