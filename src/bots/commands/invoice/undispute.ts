import { settleDispute } from '../../../domain/billing/dispute-invoice.js'
import { invoiceName } from '../../../domain/billing/invoice.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'invoice undispute',
  summary: 'The customer’s objection is settled: the invoice is reminded of again',
  example: 'invoice undispute INV-2026-0042',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, { invoice }, tx) => {
    const { invoice: after, reason } = await settleDispute(tx, invoice.id)
    refuseOthers(context.asker, 'invoice.write', after)
    const name = invoiceName(after)
    return {
      headline: `${name} for ${invoice.title} is no longer disputed`,
      undo: { command: 'invoice dispute', args: { invoice: name, reason }, versions: { [after.id]: after.version } },
      data: { invoice: name, disputed: false },
    }
  },
})
