import { startTask } from '../../../domain/close/move-task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { movedReply } from './moved-reply.js'

export default defineCommand({
  name: 'close start',
  summary: 'Say that you are at a close task',
  example: 'close start TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.write',
  risk: 'reversible',
  run: async (context, { task }, tx) =>
    movedReply(context, tx, task, {
      headline: 'is in progress',
      ...(await startTask(tx, task.id, context.asker.id)),
    }),
})
