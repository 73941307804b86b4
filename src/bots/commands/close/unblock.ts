import { unblockTask } from '../../../domain/close/move-task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { movedReply } from './moved-reply.js'

export default defineCommand({
  name: 'close unblock',
  summary: 'Say that a close task can go on',
  example: 'close unblock TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.write',
  risk: 'reversible',
  run: async (context, { task }, tx) =>
    movedReply(context, tx, task, {
      headline: 'can go on',
      ...(await unblockTask(tx, task.id, context.asker.id)),
    }),
})
