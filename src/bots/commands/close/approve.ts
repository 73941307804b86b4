import { completeTask } from '../../../domain/close/complete-task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { movedReply } from './moved-reply.js'

export default defineCommand({
  name: 'close approve',
  summary: 'Approve a close task that another has done',
  example: 'close approve TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.write',
  aliases: ['close review'],
  risk: 'reversible',
  run: async (context, { task }, tx) => {
    const move = await completeTask(tx, task.id, context.asker.id, 'approve')
    return movedReply(context, tx, task, { ...move, headline: 'is approved' })
  },
})
