import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { traceReply } from '../trace-reply.js'

export default defineCommand({
  name: 'invoice trace',
  summary: 'From the first mail to the bank line: deal, invoice, entries, payments',
  example: 'invoice trace INV-2026-0042',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.read',
  risk: 'read',
  run: (context, { invoice }) => traceReply(context, { invoiceId: invoice.id }, invoice.ref),
})
