import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { traceReply } from '../trace-reply.js'

export default defineCommand({
  name: 'bill trace',
  summary: 'From the bill to the bank line: entries, payments, bank lines',
  example: 'bill trace BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.read',
  risk: 'read',
  run: (context, { bill }) => traceReply(context, { billId: bill.id }, bill.ref),
})
