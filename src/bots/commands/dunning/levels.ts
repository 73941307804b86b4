import { inWorkspace } from '../../../db/in-workspace.js'
import { listLadder } from '../../../domain/billing/dunning-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { ladderTable } from './ladder-table.js'

export default defineCommand({
  name: 'dunning levels',
  summary: 'The ladder of reminders: after how many days which one comes, and with which words',
  example: 'dunning levels',
  params: {},
  needs: 'invoice.write',
  aliases: ['dunning ladder'],
  risk: 'read',
  run: async ({ db, scope }) => {
    const ladder = await inWorkspace(db, scope, listLadder)
    return {
      headline: `A customer is reminded in ${counted(ladder.length, 'step')}`,
      table: ladderTable(ladder),
      notes: [
        'Between two steps lie as many days as between them here. After the last nobody is written to: it becomes a task.',
        '`dunning level-set 2 after:10 tone:firm` changes a step, `dunning level-drop 2` takes it away.',
      ],
      data: { levels: ladder },
    }
  },
})
