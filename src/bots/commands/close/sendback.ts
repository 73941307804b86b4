import { sendBackTask } from '../../../domain/close/move-task.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import { movedReply } from './moved-reply.js'

export default defineCommand({
  name: 'close sendback',
  summary: 'Send a submitted close task back to who did it, with the reason',
  example: 'close sendback TASK-2610-1 The lease of the new van is missing',
  params: {
    task: target('close-task', 'Task'),
    reason: required('words', 'What is wrong', { multiline: true, hint: 'Who did it reads this' }),
  },
  needs: 'close.write',
  aliases: ['close reject', 'close return'],
  risk: 'reversible',
  run: async (context, { task, reason }, tx) =>
    movedReply(context, tx, task, {
      headline: 'is sent back',
      ...(await sendBackTask(tx, task.id, context.asker.id, reason)),
      changes: [{ label: 'Reason', before: null, after: reason.trim() }],
    }),
})
