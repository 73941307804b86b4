import { winDeal } from '../../../domain/crm/win-deal.js'
import { formatMoney } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, moveChanges } from './deal-change.js'

export default defineCommand({
  name: 'deal win',
  summary: 'Close a deal as won, today or on an earlier day',
  example: 'deal win "Acme renewal"',
  params: {
    deal: target('deal', 'Deal'),
    reason: optional('record', 'Reason', { record: 'won-reason', hint: 'Why they chose us' }),
    on: optional('date', 'Won on'),
  },
  needs: 'deal.write',
  risk: 'reversible',
  run: async (context, { deal, reason, on }, tx) => {
    const closed = { on: on ?? context.today, today: context.today, reason: reason?.title ?? null }
    const move = await winDeal(tx, deal.id, closed)
    refuseOthers(context.asker, 'deal.write', move.before)
    const { after } = move
    return {
      headline: `Won: ${deal.ref} ${deal.title}${after.amount ? `, ${formatMoney(after.amount)}` : ''}`,
      ...(after.amount ? {} : { text: 'It has no amount, so there is nothing to invoice yet.' }),
      changes: moveChanges(move),
      actions: dealActions(context.asker, after),
      undo: { command: 'deal reopen', args: { deal: deal.ref }, versions: { [deal.id]: after.version } },
      data: changedData(move, move.to.name),
    }
  },
})
