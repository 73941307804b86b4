import { dropDunningLevel } from '../../../domain/billing/change-dunning.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { undoOf } from '../restore.js'
import { ladderTable } from './ladder-table.js'

export default defineCommand({
  name: 'dunning level-drop',
  summary: 'Take a step out of the ladder of reminders; the others keep their numbers and days',
  example: 'dunning level-drop 2',
  params: { step: required('integer', 'Step', { target: true }) },
  needs: 'invoice.send',
  risk: 'reversible',
  run: async (context, { step }, tx) => {
    const ladder = await dropDunningLevel(tx, step)
    return {
      headline: `Step ${step} is out of the ladder`,
      table: ladderTable(ladder),
      undo: undoOf(context, tx, 'dunning level-restore'),
      data: { levels: ladder },
    }
  },
})
