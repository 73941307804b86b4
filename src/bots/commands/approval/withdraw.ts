import { sqlInTx } from '../../../db/sql-in-tx.js'
import { withdrawApproval } from '../../../domain/people/void-approvals.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { approvalKind } from './approval-kinds.js'
import { approvalRow } from './read-approval.js'

export default defineCommand({
  name: 'approval withdraw',
  summary: 'Take back what you asked for, before somebody decides',
  example: 'approval withdraw APR-12',
  params: { approval: target('approval', 'Approval') },
  needs: 'approval.write',
  risk: 'reversible',
  run: async (_context, { approval }, tx) => {
    const row = await approvalRow(sqlInTx(tx), approval.id)
    await withdrawApproval(tx, approvalKind(row.kind), approval.id)
    return {
      headline: `${row.ref} is withdrawn: ${row.title}`,
      changes: [{ label: row.ref, before: 'asked', after: 'void' }],
      data: { approval: row.ref, state: 'void' },
    }
  },
})
