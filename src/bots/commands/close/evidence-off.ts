import { removeEvidence } from '../../../domain/close/add-evidence.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import { undoOf } from '../restore.js'

export default defineCommand({
  name: 'close evidence-off',
  summary: 'Take a piece of evidence off a close task that is not approved yet',
  example: 'close evidence-off TASK-2610-8 which:1',
  params: { task: target('close-task', 'Task'), which: required('integer', 'Which', { hint: '1 is the first' }) },
  needs: 'close.write',
  risk: 'reversible',
  run: async (context, { task, which }, tx) => {
    const { removed } = await removeEvidence(tx, task.id, context.asker.id, which)
    return {
      headline: `${removed.title} is no longer evidence of ${task.ref}`,
      undo: undoOf(context, tx, 'close restore'),
      data: { ref: task.ref, title: removed.title },
    }
  },
})
