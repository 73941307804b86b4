import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { traceReply } from '../trace-reply.js'

export default defineCommand({
  name: 'payment trace',
  summary: 'What a payment settled, back to the deal and its mail, and on to the bank line',
  example: 'payment trace PAY-12',
  params: { payment: target('payment', 'Payment') },
  needs: 'payment.read',
  risk: 'read',
  run: (context, { payment }) => traceReply(context, { paymentId: payment.id }, payment.ref),
})
