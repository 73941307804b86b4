import { changeDeal } from '../../../domain/crm/change-deal.js'
import { moveDealBack } from '../../../domain/crm/move-deal-back.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, moveChanges } from './deal-change.js'

export default defineCommand({
  name: 'deal back',
  summary: 'Take back a deal’s last move: the stage before, where it goes on ageing as if it had never left',
  example: 'deal back DEAL-12',
  params: {
    deal: target('deal', 'Deal'),
    amount: optional('amount', 'Amount before'),
    'no-amount': optional('flag', 'It had no amount'),
    close: optional('date', 'Expected close before'),
    'no-close': optional('flag', 'It had no expected close'),
  },
  needs: 'deal.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { deal, amount, close, ...had }, tx) => {
    const move = await moveDealBack(tx, deal.id)
    refuseOthers(context.asker, 'deal.write', move.before)
    const details = {
      ...(amount || had['no-amount'] ? { amount: amount ?? null } : {}),
      ...(close || had['no-close'] ? { expectedClose: close ?? null } : {}),
    }
    const change = Object.keys(details).length > 0 ? await changeDeal(tx, deal.id, details) : move
    const whole = { ...move, after: change.after }
    return {
      headline: `${deal.ref} ${deal.title} is back in ${move.to.name}`,
      changes: moveChanges(whole),
      actions: dealActions(context.asker, whole.after),
      data: changedData(whole, move.to.name),
    }
  },
})
