import type { Tx } from '../../db/in-workspace.js'
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
