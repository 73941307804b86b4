import { disputeInvoice } from '../../../domain/billing/dispute-invoice.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'invoice dispute',
  summary: 'Note that the customer objects: no reminder goes out until it is settled',
  example: 'invoice dispute INV-2026-0042 Two of the days were not worked',
  params: {
    invoice: target('invoice', 'Invoice'),
    reason: required('words', 'What they object to', { multiline: true }),
  },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, { invoice, reason }, tx) => {
    const after = await disputeInvoice(tx, invoice.id, reason)
    refuseOthers(context.asker, 'invoice.write', after)
    const name = invoiceName(after)
    return {
      headline: `${name} for ${invoice.title} is disputed`,
      text: reason,
      notes: ['It stays open and is aged; reminders leave it out.'],
      undo: { command: 'invoice undispute', args: { invoice: name }, versions: { [after.id]: after.version } },
      data: { invoice: name, disputed: true, reason },
    }
  },
})
