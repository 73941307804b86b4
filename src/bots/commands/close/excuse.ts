import { loadChecks } from '../../../domain/close/checks.js'
import { excuseRow, findAgainst } from '../../../domain/close/excuse-row.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

const checks = await loadChecks()

export default defineCommand({
  name: 'close excuse',
  summary: 'Let a row that fails a check pass, with the reason; that ends when its amount moves',
  example: 'close excuse TASK-2610-5 row:DEAL-12 reason:"Won on the 31st, billed in November"',
  params: {
    task: target('close-task', 'Task'),
    row: required('text', 'Row', { hint: 'As `close check` shows it: DEAL-12' }),
    reason: required('text', 'Reason'),
  },
  needs: 'close.write',
  risk: 'reversible',
  run: async ({ db, scope, asker }, { task, row, reason }, tx) => {
    const { row: found, checked } = await findAgainst(db, scope, checks, task.id, row)
    const { stoodAt } = await excuseRow(tx, task.id, found, reason, asker.id)
    return {
      headline: `${found.key} is excused on ${task.ref}${stoodAt ? ` at ${stoodAt}` : ''}: ${reason}`,
      notes: [`${checked.check.title}: it counts again when that moves`],
      undo: { command: 'close unexcuse', args: { task: task.ref, row: found.key }, versions: {} },
      data: { task: task.ref, row: found.key, stoodAt, reason },
    }
  },
})
