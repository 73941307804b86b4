import { restoreInvoice } from '../../../domain/billing/restore-invoice.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'
import { invoiceActions } from './invoice-actions.js'

export default defineCommand({
  name: 'invoice restore',
  summary: 'Take a void draft up again',
  example: 'invoice restore DRAFT-17',
  params: { invoice: target('invoice', 'Void draft') },
  needs: 'invoice.write',
  hidden: true,
  risk: 'reversible',
  run: async (context, { invoice }, tx) => {
    const after = await restoreInvoice(tx, invoice.id)
    refuseOthers(context.asker, 'invoice.write', after)
    return {
      headline: `${after.ref} for ${invoice.title} is a draft again`,
      changes: [{ label: 'Status', before: 'void', after: 'draft' }],
      actions: invoiceActions(context.asker, { ...after, name: after.ref }),
      undo: { command: 'invoice void', args: { invoice: after.ref }, versions: { [after.id]: after.version } },
      data: { invoice: after.ref, status: after.status },
    }
  },
})
