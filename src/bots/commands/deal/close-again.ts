import { loseDeal } from '../../../domain/crm/lose-deal.js'
import { winDeal } from '../../../domain/crm/win-deal.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, required, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, moveChanges } from './deal-change.js'

export default defineCommand({
  name: 'deal close-again',
  summary: 'Close a deal as it was closed before it was reopened',
  example: 'deal close-again DEAL-12 as:lost reason:"Too expensive"',
  params: {
    deal: target('deal', 'Deal'),
    as: required('choice', 'As', { choices: ['won', 'lost'] }),
    on: optional('date', 'On'),
    reason: optional('text', 'Reason'),
  },
  needs: 'deal.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { deal, as, on, reason }, tx) => {
    const closed = { on: on ?? context.today, today: context.today }
    const move =
      as === 'won'
        ? await winDeal(tx, deal.id, { ...closed, reason: reason ?? null })
        : await loseDeal(tx, deal.id, reason ?? 'unknown', closed)
    refuseOthers(context.asker, 'deal.write', move.before)
    return {
      headline: `${deal.ref} ${deal.title} is ${as} again`,
      changes: moveChanges(move),
      actions: dealActions(context.asker, move.after),
      data: changedData(move, move.to.name),
    }
  },
})
