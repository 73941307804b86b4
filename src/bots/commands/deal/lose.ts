import { logActivity } from '../../../domain/crm/log-activity.js'
import { loseDeal } from '../../../domain/crm/lose-deal.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, required, target } from '../params.js'
import { dealActions } from './deal-actions.js'
import { changedData, moveChanges } from './deal-change.js'

export default defineCommand({
  name: 'deal lose',
  summary: 'Close a deal as lost, with a reason of the company’s list (`choice list`), and what else is worth knowing',
  example: 'deal lose DEAL-12 reason:"too expensive"',
  params: {
    deal: target('deal', 'Deal'),
    reason: required('record', 'Reason', { record: 'lost-reason', rest: true, hint: 'What we can learn from it' }),
    note: optional('text', 'Note', { multiline: true, hint: 'What else is worth knowing' }),
    on: optional('date', 'Lost on'),
  },
  needs: 'deal.write',
  risk: 'reversible',
  run: async (context, { deal, reason, note, on }, tx) => {
    const move = await loseDeal(tx, deal.id, reason.title, { on: on ?? context.today, today: context.today })
    refuseOthers(context.asker, 'deal.write', move.before)
    if (note) await logActivity(tx, { kind: 'note', subject: { kind: 'deal', id: deal.id }, body: note })
    return {
      headline: `Lost: ${deal.ref} ${deal.title} (${move.after.lostReason})`,
      changes: moveChanges(move),
      actions: dealActions(context.asker, move.after),
      undo: { command: 'deal reopen', args: { deal: deal.ref }, versions: { [deal.id]: move.after.version } },
      data: { ...changedData(move, move.to.name), lostReason: move.after.lostReason },
    }
  },
})
