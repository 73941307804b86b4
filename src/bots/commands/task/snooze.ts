import { changeTask } from '../../../domain/crm/change-task.js'
import { putOff } from '../../../domain/crm/task.js'
import { addWorkingDays, workingCalendar } from '../../../domain/people/working-days.js'
import { shortDate } from '../../../lib/dates.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { changedTask } from './changed-reply.js'
import { dueAgain } from './set.js'

export default defineCommand({
  name: 'task snooze',
  summary: 'Put a task off: until the next working day, or a day you name',
  example: 'task snooze TODO-3 until:monday',
  params: { task: target('task', 'Task'), until: optional('date', 'Until') },
  needs: 'task.write',
  aliases: ['task later'],
  risk: 'reversible',
  run: async ({ asker, today, workspace }, { task, until }, tx) => {
    const day = until ?? addWorkingDays(workingCalendar(workspace.country), today, 1)
    const changed = await changeTask(tx, task.id, (it) => putOff(it, day, today))
    const headline = `Put off until ${shortDate(day)}: ${changed.after.text}`
    return changedTask(asker, headline, changed, { command: 'task set', args: dueAgain(changed.before) })
  },
})
