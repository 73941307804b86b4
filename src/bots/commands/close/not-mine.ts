import { disownTask } from '../../../domain/close/put-off-task.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

export default defineCommand({
  name: 'close not-mine',
  summary: 'Say that a close task is not yours, and whose it may be; who runs the close decides',
  example: 'close not-mine TASK-2610-6 whose:ben@example.com',
  params: {
    task: target('close-task', 'Task'),
    whose: optional('record', 'Whose it may be', { record: 'staff' }),
    why: optional('text', 'Why'),
  },
  needs: 'close.write',
  risk: 'reversible',
  run: async ({ asker }, { task, whose, why }, tx) => {
    const note = [whose ? `perhaps ${whose.title}’s` : 'whose is not known', why].filter(Boolean).join(': ')
    await disownTask(tx, { staffId: asker.id, taskId: task.id, note })
    return {
      headline: `Noted: not yours${whose ? `, but perhaps ${whose.title}’s` : ''}. ${task.title}`,
      text: 'You hear no more of it; whoever runs the close is asked whose it is.',
      undo: { command: 'close unsnooze', args: { task: task.ref }, versions: {} },
      data: { ref: task.ref, whose: whose?.title ?? null },
    }
  },
})
