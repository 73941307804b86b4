import type { Tx } from '../../db/in-workspace.js'
import type { SqlScope } from '../../db/sql-workspace.js'
import { firstOfMonth, type IsoMonth, toDbDate } from '../../lib/dates.js'

/** What is planned for an account in a month; `department` is empty for the whole company. */
export type BudgetLine = { accountId: string; department: string; month: IsoMonth; amountMinor: bigint }

/** Sets what is planned; a figure that is there already is replaced. */
export async function putBudget(tx: Tx, line: BudgetLine): Promise<'created' | 'updated' | 'unchanged'> {
  const { workspaceId } = tx.scope
  const key = {
    workspaceId,
    accountId: line.accountId,
    department: line.department,
    month: toDbDate(firstOfMonth(line.month)),
  }
  const known = await tx.prisma.budget.findUnique({ where: { workspaceId_accountId_department_month: key } })
  const { amountMinor } = line
  if (!known) await tx.prisma.budget.create({ data: { ...key, id: tx.newId(), amountMinor } })
  else if (known.amountMinor !== amountMinor)
    await tx.prisma.budget.update({ where: { workspaceId_id: { workspaceId, id: known.id } }, data: { amountMinor } })
  else return 'unchanged'
  return known ? 'updated' : 'created'
}

/** What is planned for an account of the result in some months, with the account's natural sign. */
export type PlannedAmount = { code: string; name: string; kind: 'income' | 'expense'; minor: bigint }

/**
 * Each account's plan of some months (both included). Of a month that has one for the whole company that one counts, else those of
 * its departments together: they are parts of it.
 */
export const listPlanned = (
  { sql, scope }: SqlScope,
  months: { from: IsoMonth; to: IsoMonth },
): Promise<PlannedAmount[]> => sql<PlannedAmount[]>`
  with monthly as (
    select b.account_id, b.month,
      coalesce(sum(b.amount_minor) filter (where b.department = ''), sum(b.amount_minor)) as minor
    from budget b where b.workspace_id = ${scope.workspaceId}
      and b.month between ${firstOfMonth(months.from)} and ${firstOfMonth(months.to)}
    group by b.account_id, b.month)
  select a.code, a.name, a.kind, sum(m.minor)::bigint as minor
  from monthly m join account a on a.workspace_id = ${scope.workspaceId} and a.id = m.account_id
  where a.kind in ('income', 'expense') group by a.code, a.name, a.kind order by a.kind desc, a.code`

/** What accounts of the balance sheet are planned to stand at, at the end of a month, with the account's natural sign; departments are parts here too. */
export const listPlannedBalances = (
  { sql, scope }: SqlScope,
  month: IsoMonth,
): Promise<{ code: string; kind: 'asset' | 'liability' | 'equity'; minor: bigint }[]> => sql`
  select a.code, a.kind, coalesce(sum(b.amount_minor) filter (where b.department = ''), sum(b.amount_minor))::bigint as minor
  from budget b join account a on a.workspace_id = b.workspace_id and a.id = b.account_id and a.kind in ('asset', 'liability', 'equity')
  where b.workspace_id = ${scope.workspaceId} and b.month = ${firstOfMonth(month)} group by a.code, a.kind`
