import { mayDecide } from '../../../domain/people/approval.js'
import type { ApprovalContent } from '../../../domain/people/approval-content.js'
import type { ApprovalRow } from '../../../domain/people/approval-list-store.js'
import { listApprovers, readDecisionSetting } from '../../../domain/people/approver-store.js'
import type { CommandContext } from '../define-command.js'
import { approvalKind } from './approval-kinds.js'
import { readApproval } from './read-approval.js'

/** Whether the asker may decide this as things are: a second person, of the right department, within their limit. */
export const decides = (
  { read, asker }: Pick<CommandContext, 'read' | 'asker'>,
  row: ApprovalRow,
  { preparers }: Pick<ApprovalContent, 'preparers'>,
): Promise<boolean> =>
  read(async (scope) => {
    const [person] = await listApprovers(scope, approvalKind(row.kind), asker.id)
    return person !== undefined && mayDecide(row, preparers, person, await readDecisionSetting(scope, row)).ok
  })

/** Of open approvals those that wait for the asker. */
export async function waitingFor(context: CommandContext, rows: readonly ApprovalRow[]): Promise<ApprovalRow[]> {
  const theirs: ApprovalRow[] = []
  for (const row of rows) {
    if (!context.asker.may(approvalKind(row.kind).needs)) continue
    const { content } = await readApproval(context, row.id)
    if (content && (await decides(context, row, content))) theirs.push(row)
  }
  return theirs
}
