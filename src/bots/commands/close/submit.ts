import { completeTask } from '../../../domain/close/complete-task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { movedReply } from './moved-reply.js'

export default defineCommand({
  name: 'close submit',
  summary: 'Hand a close task that you have done to its reviewer',
  example: 'close submit TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.write',
  risk: 'reversible',
  run: async (context, { task }, tx) => {
    const move = await completeTask(tx, task.id, context.asker.id, 'submit')
    return movedReply(context, tx, task, {
      ...move,
      headline: move.after === 'submitted' ? 'is with its reviewer' : 'is done',
    })
  },
})
