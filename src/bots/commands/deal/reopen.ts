import type { Deal } from '../../../domain/crm/deal.js'
import { reopenDeal } from '../../../domain/crm/reopen-deal.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, moveChanges } from './deal-change.js'

export default defineCommand({
  name: 'deal reopen',
  summary: 'Open a won or lost deal again, in the stage it was closed from or another',
  example: 'deal reopen DEAL-12',
  params: { deal: target('deal', 'Deal'), to: optional('record', 'Stage', { record: 'stage' }) },
  needs: 'deal.write',
  risk: 'reversible',
  run: async (context, { deal, to }, tx) => {
    const move = await reopenDeal(tx, deal.id, to?.id)
    refuseOthers(context.asker, 'deal.write', move.before)
    return {
      headline: `${deal.ref} ${deal.title} is open again, in ${move.to.name}`,
      changes: moveChanges(move),
      actions: dealActions(context.asker, move.after),
      undo: { ...closeAgain(move.before), versions: { [deal.id]: move.after.version } },
      data: changedData(move, move.to.name),
    }
  },
})

/** The command that closes a deal as it was, whatever the lists of reasons say by now. */
function closeAgain({ ref, status, closedOn, lostReason, wonReason }: Deal) {
  const on = closedOn ?? undefined
  const reason = (status === 'won' ? wonReason : lostReason) ?? undefined
  return { command: 'deal close-again', args: { deal: ref, as: status, on, reason } }
}
