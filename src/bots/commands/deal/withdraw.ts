import { withdrawDeal } from '../../../domain/crm/withdraw-deal.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'deal withdraw',
  summary: 'Take back a deal that was begun by mistake',
  example: 'deal withdraw DEAL-12',
  params: { deal: target('deal', 'Deal') },
  needs: 'deal.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { deal }, tx) => {
    refuseOthers(context.asker, 'deal.write', await withdrawDeal(tx, deal.id, context.today))
    return { headline: `${deal.ref} ${deal.title} is taken back.`, data: { ref: deal.ref } }
  },
})
