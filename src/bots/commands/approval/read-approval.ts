import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import type { SqlScope } from '../../../db/sql-workspace.js'
import type { ApprovalContent } from '../../../domain/people/approval-content.js'
import { type ApprovalRow, listApprovals } from '../../../domain/people/approval-list-store.js'
import { getApproval } from '../../../domain/people/approval-store.js'
import { notFound } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import { approvalKind } from './approval-kinds.js'

/** An approval as lists show it. */
export async function approvalRow(read: SqlScope, id: string): Promise<ApprovalRow> {
  const [row] = await listApprovals(read, { ids: [id] }, 1)
  if (!row) throw notFound('There is no such approval.', { id })
  return row
}

/** The same, and what stands behind it now (null: it is gone). */
export const readApproval = (
  { db, scope }: Pick<CommandContext, 'db' | 'scope'>,
  id: string,
): Promise<{ row: ApprovalRow; content: ApprovalContent | null }> =>
  inWorkspace(db, scope, async (tx: Tx) => {
    const row = await approvalRow(sqlInTx(tx), id)
    return { row, content: await approvalKind(row.kind).load(tx, await getApproval(tx, id)) }
  })
