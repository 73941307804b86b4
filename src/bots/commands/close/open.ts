import { monthName } from '../../../domain/close/close-view.js'
import { openClose } from '../../../domain/close/open-close.js'
import { addToMonth, monthOf } from '../../../lib/dates.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'close open',
  summary: 'Lay out the tasks of a month’s close; without a month, of the last one',
  example: 'close open 2026-10',
  params: { month: optional('month', 'Month', { target: true }) },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (context, { month }, tx) => {
    const opened = await openClose(tx, month ?? addToMonth(monthOf(context.today), -1), context.workspace.country)
    return {
      headline: `The close of ${monthName(opened.month)} is open: ${opened.tasks} tasks`,
      actions: [{ label: 'Show it', do: { command: 'close status', args: { month: opened.month } } }],
      data: { month: opened.month, tasks: opened.tasks },
    }
  },
})
