import { getInvoice } from '../../../domain/billing/invoice-store.js'
import { voidInvoice } from '../../../domain/billing/void-invoice.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'invoice void',
  summary: 'Set a draft aside; an issued invoice can only be credited',
  example: 'invoice void DRAFT-17',
  params: { invoice: target('invoice', 'Draft') },
  needs: 'invoice.write',
  aliases: ['invoice delete'],
  risk: 'reversible',
  run: async (context, { invoice }, tx) => {
    refuseOthers(context.asker, 'invoice.write', await getInvoice(tx, invoice.id))
    const after = await voidInvoice(tx, invoice.id)
    return {
      headline: `${after.ref} for ${invoice.title} is void`,
      changes: [{ label: 'Status', before: 'draft', after: 'void' }],
      undo: { command: 'invoice restore', args: { invoice: after.ref }, versions: { [after.id]: after.version } },
      data: { invoice: after.ref, status: after.status },
    }
  },
})
