import { z } from 'zod'
import { readWorkspace } from '../../db/sql-workspace.js'
import { type DealRow, listDealIds, listDeals } from '../../domain/crm/deal-list-store.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { formatMoney } from '../../lib/money.js'
import { defineJob } from '../define-job.js'
import { deliverChat } from '../deliver-chat.js'

const NAMED = 6

export default defineJob({
  name: 'deals-assigned',
  summary: 'Tells somebody of deals that another gave them together, in one message',
  on: ['deals.assigned'],
  data: z.object({ dealIds: z.array(z.string()), toOwnerId: z.string() }),
  run: async (context, { dealIds: ids, toOwnerId: ownerId }) => {
    const { live, count, deals, owner } = await readWorkspace(context.db, context.scope, async (read) => ({
      live: (await getWorkspace(read)).liveAt !== null,
      // Given on by now, or given back: then they are another's to hear.
      count: (await listDealIds(read, { ids, ownerId })).length,
      deals: await listDeals(read, { ids, ownerId }, NAMED),
      owner: (await findStaffByIds(read, [ownerId]))[0],
    }))
    if (!live || count === 0 || !owner?.slackUserId) return
    const lines = [...deals.map(lineOf), ...(count > NAMED ? [`… and ${count - NAMED} more`] : [])]
    await deliverChat(context, {
      occasion: `deal-assigned:${context.outboxId}`,
      to: owner.slackUserId,
      reply: {
        headline: count === 1 ? '1 deal is yours now' : `${count} deals are yours now`,
        sections: [{ title: count > NAMED ? 'The next to close' : 'They are', lines }],
        actions: [{ label: 'My deals', do: { command: 'deal list', args: {} }, typed: 'deal list' }],
        notes: ['Why: you own them now. Said once.'],
      },
    })
  },
})

const lineOf = ({ ref, title, company, stage, amount }: DealRow): string =>
  [`${ref} ${title}`, company.name, stage.name, amount && formatMoney(amount)].filter(Boolean).join(', ')
