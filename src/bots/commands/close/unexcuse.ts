import { withdrawExcuse } from '../../../domain/close/excuse-row.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'close unexcuse',
  summary: 'Let an excused row count again',
  example: 'close unexcuse TASK-2610-5 row:DEAL-12',
  params: { task: target('close-task', 'Task'), row: required('text', 'Row') },
  needs: 'close.write',
  risk: 'reversible',
  run: async ({ asker }, { task, row }, tx) => {
    await withdrawExcuse(tx, task.id, row, asker.id)
    return { headline: `${row} counts again on ${task.ref}`, data: { task: task.ref, row } }
  },
})
