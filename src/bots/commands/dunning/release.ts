import { releaseDunning } from '../../../domain/billing/dunning-plan-store.js'
import { getCompany } from '../../../domain/crm/company-store.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'dunning release',
  summary: 'Let a customer who was held get reminders again',
  example: 'dunning release Acme',
  params: { customer: target('company', 'Customer') },
  needs: 'invoice.write',
  risk: 'reversible',
  run: async ({ asker }, { customer }, tx) => {
    refuseOthers(asker, 'invoice.write', await getCompany(tx, customer.id))
    const was = await releaseDunning(tx, customer.id)
    return {
      headline: was ? `${customer.title} gets reminders again` : `${customer.title} was not held`,
      data: { customer: customer.ref, held: false },
    }
  },
})
