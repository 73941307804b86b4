import { holdDunning } from '../../../domain/billing/dunning-plan-store.js'
import { getCompany } from '../../../domain/crm/company-store.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'dunning hold',
  summary: 'Send a customer no reminder by itself, until it is released; `invoice remind` still does',
  example: 'dunning hold Acme',
  params: { customer: target('company', 'Customer') },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async ({ asker }, { customer }, tx) => {
    refuseOthers(asker, 'invoice.write', await getCompany(tx, customer.id))
    await holdDunning(tx, customer.id)
    return {
      headline: `${customer.title} no longer gets reminders by themselves`,
      undo: { command: 'dunning release', args: { customer: customer.ref }, versions: {} },
      data: { customer: customer.ref, held: true },
    }
  },
})
