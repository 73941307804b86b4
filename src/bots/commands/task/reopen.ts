import { changeTask } from '../../../domain/crm/change-task.js'
import { takeUpAgain } from '../../../domain/crm/task.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changedTask } from './changed-reply.js'

export default defineCommand({
  name: 'task reopen',
  summary: 'Take up a task again that was done',
  example: 'task reopen TODO-3',
  params: { task: target('task', 'Task') },
  needs: 'task.write',
  risk: 'reversible',
  run: async ({ asker }, { task }, tx) => {
    const changed = await changeTask(tx, task.id, takeUpAgain)
    return changedTask(asker, `${changed.after.ref} is open again: ${changed.after.text}`, changed, {
      command: 'task done',
    })
  },
})
