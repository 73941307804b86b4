import { inWorkspace, type Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { approve, planDecision } from '../../../domain/people/decide-approval.js'
import { voidIfChanged } from '../../../domain/people/void-approvals.js'
import { refused } from '../../../lib/errors.js'
import { approvalQuestion } from '../approval/approval-card.js'
import { approvalKind } from '../approval/approval-kinds.js'
import { approvalData } from '../approval/approval-table.js'
import { approvalRow } from '../approval/read-approval.js'
import { defineCommand } from '../define-command.js'
import { optional, type RecordRef, target } from '../params.js'

const journalKinds = ['journal', 'recurring-journal']

export default defineCommand({
  name: 'journal approve',
  summary: 'Approve an entry by hand that a colleague prepared: it is posted',
  example: 'journal approve APR-12',
  params: { approval: target('approval', 'Approval'), note: optional('text', 'Note') },
  needs: 'journal.approve',
  risk: 'consequential',
  preview: async ({ db, scope }, { approval }) => {
    const kind = await inWorkspace(db, scope, (tx) => kindOf(tx, approval))
    await inWorkspace(db, scope, (tx) => voidIfChanged(tx, kind, approval.id))
    return inWorkspace(db, scope, async (tx) => {
      const { content } = await planDecision(tx, kind, approval.id)
      return approvalQuestion(await approvalRow(sqlInTx(tx), approval.id), content)
    })
  },
  run: async (_context, { approval, note }, tx) => {
    const decided = await approve(tx, await kindOf(tx, approval), approval.id, note)
    return {
      headline: `Approved ${decided.approval.title}`,
      text: decided.outcome ?? '',
      data: approvalData(await approvalRow(sqlInTx(tx), approval.id)),
    }
  },
})

async function kindOf(tx: Tx, { id, ref }: RecordRef) {
  const { kind } = await approvalRow(sqlInTx(tx), id)
  if (!journalKinds.includes(kind)) throw refused(`${ref} is about something else. Say: approval approve ${ref}`)
  return approvalKind(kind)
}
