import { changeTask } from '../../../domain/crm/change-task.js'
import { finish } from '../../../domain/crm/task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changedTask } from './changed-reply.js'

export default defineCommand({
  name: 'task done',
  summary: 'Say that a task is done; it stands among what happened on its record',
  example: 'task done TODO-3',
  params: { task: target('task', 'Task') },
  needs: 'task.write',
  risk: 'reversible',
  run: async ({ asker }, { task }, tx) => {
    const changed = await changeTask(tx, task.id, (it) => finish(it, tx.now))
    return changedTask(asker, `${changed.after.ref} is done: ${changed.after.text}`, changed, {
      command: 'task reopen',
    })
  },
})
