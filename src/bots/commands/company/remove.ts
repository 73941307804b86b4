import { removeCompany } from '../../../domain/crm/remove-company.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'company remove',
  summary: 'Take back a company that nothing refers to yet',
  example: 'company remove CO-3',
  params: { company: target('company', 'Company') },
  needs: 'company.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { company }, tx) => {
    refuseOthers(context.asker, 'company.write', await removeCompany(tx, company.id))
    return { headline: `${company.ref} ${company.title} is gone.`, data: { ref: company.ref } }
  },
})
