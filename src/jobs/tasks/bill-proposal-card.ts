import { proposalNow } from '../../bots/commands/bill/proposal-card.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listProposals } from '../../domain/payables/bill-proposal-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'

export default defineJob({
  name: 'bill-proposal-card',
  summary: 'Says in place what became of a bill that a supplier’s mail brought, to everybody who was asked',
  on: ['bill.proposal-settled'],
  run: async (context, data) => {
    const id = data['proposalId'] as string
    const occasion: Occasion = `bill-proposal:${id}`
    const { proposal, sent } = await readWorkspace(context.db, context.scope, async (read) => ({
      proposal: (await listProposals(read, { ids: [id] }, 1))[0],
      sent: await recipientsOf(read, occasion),
    }))
    if (!proposal) return
    for (const to of sent) await keepChat(context, { occasion, to, reply: proposalNow(proposal) })
  },
})
