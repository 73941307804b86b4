import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'deal history',
  summary: 'Who changed a deal when, and what',
  example: 'deal history DEAL-12',
  params: { deal: target('deal', 'Deal') },
  needs: 'deal.read',
  risk: 'read',
  run: (context, { deal }) => historyReply(context, deal, { table: 'deal', id: deal.id }),
})
