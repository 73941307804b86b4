import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'payment history',
  summary: 'Who changed a payment when, and what',
  example: 'payment history PAY-12',
  params: { payment: target('payment', 'Payment') },
  needs: 'payment.read',
  risk: 'read',
  run: (context, { payment }) => historyReply(context, payment, { table: 'payment', id: payment.id }),
})
