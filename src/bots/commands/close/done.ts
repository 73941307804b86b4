import { getTaskVersion } from '../../../domain/close/close-store.js'
import { completeTask } from '../../../domain/close/complete-task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'close done',
  summary: 'Say that a close task is done; its reviewer approves it with the same words',
  example: 'close done TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.write',
  risk: 'reversible',
  run: async (context, { task }, tx) => {
    const move = await completeTask(tx, task.id, context.asker.id)
    const version = await getTaskVersion(tx, task.id)
    return {
      headline: `${task.ref} ${move.after === 'submitted' ? 'is with its reviewer' : 'is done'}: ${task.title}`,
      changes: [{ label: 'State', before: move.before, after: move.after }],
      // It took the place of the list or message with the other ones.
      actions: [{ label: 'What else is mine?', do: { command: 'close mine', args: {} }, typed: 'close mine' }],
      undo: {
        command: 'close undone',
        args: { task: task.ref, to: move.before },
        versions: { [task.id]: version },
      },
      data: { ref: task.ref, before: move.before, after: move.after },
    }
  },
})
