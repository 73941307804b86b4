import { z } from 'zod'
import { readWorkspace } from '../../db/sql-workspace.js'
import { listDeals } from '../../domain/crm/deal-list-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { formatMoney } from '../../lib/money.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

export default defineJob({
  name: 'deal-assigned',
  summary: 'Tells somebody of a deal that another gave them',
  on: ['deal.assigned'],
  data: z.object({ dealId: z.string(), fromOwnerId: z.string(), toOwnerId: z.string() }),
  run: async (context, { dealId, fromOwnerId, toOwnerId }) => {
    const { live, deal, from, owner } = await readWorkspace(context.db, context.scope, async (read) => {
      const [deal] = await listDeals(read, { ids: [dealId] }, 1)
      const people = await findStaffByIds(read, [fromOwnerId, toOwnerId])
      const named = (id: string) => people.find((person) => person.id === id)
      return {
        live: (await getWorkspace(read)).liveAt !== null,
        deal,
        from: named(fromOwnerId),
        owner: named(toOwnerId),
      }
    })
    // Given on by now, or given back: then it is another's to hear.
    if (!live || deal?.owner.id !== toOwnerId || !owner?.slackUserId) return
    await deliverChat(context, {
      occasion: `deal-assigned:${context.outboxId}`,
      to: owner.slackUserId,
      reply: {
        headline: `${deal.ref} ${deal.title} is yours now`,
        text: [deal.company.name, deal.stage.name, deal.amount && formatMoney(deal.amount)].filter(Boolean).join(', '),
        actions: [
          { label: 'Show', do: { command: 'deal show', args: { deal: deal.ref } }, typed: `deal show ${deal.ref}` },
          { label: 'Next step…', do: { form: 'deal next', args: { deal: deal.ref } }, typed: `deal next ${deal.ref}` },
        ],
        notes: [`Why: you own it; before it was ${from?.name ?? 'somebody else'}’s. Said once.`],
      },
    })
  },
})
