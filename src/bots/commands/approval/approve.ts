import { inWorkspace } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { approve, planApproval } from '../../../domain/people/decide-approval.js'
import { voidIfChanged } from '../../../domain/people/void-approvals.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { approvalQuestion } from './approval-card.js'
import { approvalKind } from './approval-kinds.js'
import { approvalData } from './approval-table.js'
import { approvalRow, readApproval } from './read-approval.js'

export default defineCommand({
  name: 'approval approve',
  summary: 'Approve what a colleague prepared; shows exactly what it is first',
  example: 'approval approve APR-12',
  params: { approval: target('approval', 'Approval'), note: optional('text', 'Note') },
  needs: 'approval.write',
  risk: 'consequential',
  preview: async (context, { approval: { id } }) => {
    const { db, scope } = context
    const { row } = await readApproval(context, id)
    const kind = approvalKind(row.kind)
    // In a commit of its own: what has changed is void for everybody, whatever comes of this.
    await inWorkspace(db, scope, (tx) => voidIfChanged(tx, kind, id))
    const { content } = await inWorkspace(db, scope, (tx) => planApproval(tx, kind, id))
    return approvalQuestion(row, content)
  },
  run: async (context, { approval, note }, tx) => {
    const row = await approvalRow(sqlInTx(tx), approval.id)
    const { approval: decided, outcome } = await approve(tx, approvalKind(row.kind), approval.id, note)
    const solo = decided.solo ? 'You approved it yourself, as the only person here; that is marked.' : ''
    return {
      headline: `Approved ${decided.title}`,
      text: [outcome, solo].filter(Boolean).join('\n'),
      changes: [{ label: decided.ref, before: 'asked', after: 'approved' }],
      data: approvalData({ ...row, ...decided, decidedBy: context.asker.name, amount: row.amount }),
    }
  },
})
