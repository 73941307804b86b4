import { changeDeal } from '../../../domain/crm/change-deal.js'
import { moveDeal } from '../../../domain/crm/move-deal.js'
import { getFirstStage } from '../../../domain/crm/pipeline-store.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, moveChanges } from './deal-change.js'
import { whereTo } from './where-to.js'

export default defineCommand({
  name: 'deal move',
  summary: 'Move a deal to another stage or pipeline, with a new amount or closing date if you like',
  example: 'deal move "Acme renewal" to:negotiation amount:50k',
  params: {
    deal: target('deal', 'Deal'),
    pipeline: optional('record', 'Pipeline', { record: 'pipeline', hint: 'To another one than it is in' }),
    to: optional('record', 'Stage', { record: 'stage' }),
    amount: optional('amount', 'Amount'),
    close: optional('date', 'Expected close'),
  },
  needs: 'deal.write',
  risk: 'reversible',
  run: async (context, { deal, to, pipeline, amount, close }, tx) => {
    if (!to && !pipeline) return whereTo(tx, context.asker, { deal, amount, close })
    const stageId = to?.id ?? (await getFirstStage(tx, pipeline?.id)).id
    const move = await moveDeal(tx, deal.id, stageId)
    refuseOthers(context.asker, 'deal.write', move.before)
    const details = { ...(amount ? { amount } : {}), ...(close ? { expectedClose: close } : {}) }
    const after = amount || close ? (await changeDeal(tx, deal.id, details)).after : move.after
    const whole = { ...move, after }
    return {
      headline: `Moved ${deal.ref} ${deal.title} to ${move.to.name}`,
      changes: moveChanges(whole),
      actions: dealActions(context.asker, after),
      undo: {
        command: 'deal back',
        args: {
          deal: deal.ref,
          ...(amount ? { amount: move.before.amount ?? undefined, 'no-amount': move.before.amount === null } : {}),
          ...(close
            ? { close: move.before.expectedClose ?? undefined, 'no-close': move.before.expectedClose === null }
            : {}),
        },
        versions: { [deal.id]: after.version },
      },
      data: changedData(whole, move.to.name),
    }
  },
})
