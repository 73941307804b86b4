import { taskTable } from '../../../domain/close/close-view.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { calendarTasks } from './visible-tasks.js'

export default defineCommand({
  name: 'close calendar',
  summary: 'Due days of the close in order, yours or all; a button gives an address for your own calendar',
  example: 'close calendar whose:all',
  params: { whose: optional('choice', 'Whose', { choices: ['mine', 'all'], target: true, hint: 'By default mine' }) },
  needs: 'close.read',
  risk: 'read',
  run: async (context, { whose = 'mine' }) => {
    const { asker, today } = context
    const { all, mine } = await context.read((read) => calendarTasks(read, asker))
    const shown = whose === 'all' ? all : mine
    const tasks = shown.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn))
    return {
      headline: tasks.length === 0 ? 'No close has days for you now.' : `${counted(tasks.length, 'day')} of the close`,
      ...(tasks.length > 0 ? { table: taskTable(tasks, today) } : {}),
      actions: [
        {
          label: 'Address for my calendar',
          do: { command: 'close feed', args: { whose } },
          typed: `close feed ${whose}`,
        },
        { label: 'Revoke addresses', do: { command: 'close feed-revoke', args: {} }, typed: 'close feed-revoke' },
      ],
      data: { tasks: tasks.map(({ ref, title, dueOn, state, month }) => ({ ref, title, dueOn, state, month })) },
    }
  },
})
