import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'bill history',
  summary: 'Who changed a bill when, and what',
  example: 'bill history BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.read',
  risk: 'read',
  run: (context, { bill }) =>
    historyReply(context, bill, { table: 'bill', id: bill.id, parts: { bill_line: 'bill_id' } }),
})
