import { skipTask } from '../../../domain/close/move-task.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import { movedReply } from './moved-reply.js'

export default defineCommand({
  name: 'close skip',
  summary: 'Say that a close task is not needed this time, and why',
  example: 'close skip TASK-2610-8 Nobody was paid in October',
  params: {
    task: target('close-task', 'Task'),
    reason: required('words', 'Why it is not needed', { multiline: true, hint: 'It stands in the binder' }),
  },
  needs: 'close.write',
  aliases: ['close notapplicable', 'close not-applicable', 'close na'],
  risk: 'reversible',
  run: async (context, { task, reason }, tx) =>
    movedReply(context, tx, task, {
      headline: 'is not needed',
      ...(await skipTask(tx, task.id, context.asker.id, reason)),
      changes: [{ label: 'Reason', before: null, after: reason.trim() }],
    }),
})
