import type { CompanyFilter } from '../../../domain/crm/company-list-store.js'
import type { Asker } from '../define-command.js'

/** Which companies the asker sees, and which of their deals and contacts are counted. */
export const companySight = (asker: Asker): Pick<CompanyFilter, 'owners' | 'dealsOf' | 'contactsOf'> => ({
  owners: asker.owners('company.read'),
  dealsOf: asker.owners('deal.read'),
  contactsOf: asker.owners('contact.read'),
})
