import { RESTORABLE, type Restorable } from '../../../domain/close/close-task.js'
import { restoreTask } from '../../../domain/close/complete-task.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

export default defineCommand({
  name: 'close undone',
  summary: 'Take back a `close done`: the task is open again',
  example: 'close undone TASK-2610-1',
  params: {
    task: target('close-task', 'Task'),
    to: optional('choice', 'State', { choices: RESTORABLE }),
  },
  needs: 'close.write',
  risk: 'reversible',
  run: async (context, { task, to }, tx) => {
    const move = await restoreTask(tx, task.id, (to ?? 'ready') as Restorable, context.asker.id)
    return {
      headline: `${task.ref} is open again: ${task.title}`,
      changes: [{ label: 'State', before: move.before, after: move.after }],
      data: { ref: task.ref, before: move.before, after: move.after },
    }
  },
})
