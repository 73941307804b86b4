import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'invoice history',
  summary: 'Who changed an invoice when, and what',
  example: 'invoice history INV-2026-0042',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.read',
  risk: 'read',
  run: (context, { invoice }) =>
    historyReply(context, invoice, { table: 'invoice', id: invoice.id, parts: { invoice_line: 'invoice_id' } }),
})
