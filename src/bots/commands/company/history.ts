import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'company history',
  summary: 'Who changed a company when, and what',
  example: 'company history CO-12',
  params: { company: target('company', 'Company') },
  needs: 'company.read',
  risk: 'read',
  run: (context, { company }) =>
    historyReply(context, company, {
      table: 'company',
      id: company.id,
      parts: { company_domain: 'company_id' },
    }),
})
