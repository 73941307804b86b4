import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { traceReply } from '../trace-reply.js'

export default defineCommand({
  name: 'deal trace',
  summary: 'From a deal’s mail to its invoices, their payments and the bank lines',
  example: 'deal trace DEAL-12',
  params: { deal: target('deal', 'Deal') },
  needs: 'deal.read',
  risk: 'read',
  run: (context, { deal }) => traceReply(context, { dealId: deal.id }, deal.ref),
})
