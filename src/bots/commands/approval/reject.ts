import { sqlInTx } from '../../../db/sql-in-tx.js'
import { reject } from '../../../domain/people/decide-approval.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import { approvalKind } from './approval-kinds.js'
import { approvalData } from './approval-table.js'
import { approvalRow } from './read-approval.js'

/** No Undo: whoever asked is told at once, and asks again. */
export default defineCommand({
  name: 'approval reject',
  summary: 'Turn down what a colleague prepared; they are told why',
  example: 'approval reject APR-12 The order was for half of it',
  params: { approval: target('approval', 'Approval'), why: required('words', 'Why', { multiline: true }) },
  needs: 'approval.write',
  risk: 'reversible',
  run: async (context, { approval, why }, tx) => {
    const row = await approvalRow(sqlInTx(tx), approval.id)
    const { approval: decided } = await reject(tx, approvalKind(row.kind), approval.id, why)
    return {
      headline: `Rejected ${decided.title}`,
      text: `${row.requestedBy} is told: ${why}`,
      changes: [{ label: decided.ref, before: 'asked', after: 'rejected' }],
      data: approvalData({ ...row, ...decided, decidedBy: context.asker.name, amount: row.amount }),
    }
  },
})
