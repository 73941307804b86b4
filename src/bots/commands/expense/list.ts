import { billListReply, WHICH } from '../bill/list-reply.js'
import { showReply } from '../bill/show-reply.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

const list = defineCommand({
  name: 'expense list',
  summary: 'Expenses: yours, or for finance everybody’s',
  example: 'expense list waiting',
  params: { which: optional('choice', 'Which', { target: true, choices: WHICH }) },
  needs: 'expense.read',
  risk: 'read',
  bare: true,
  run: (context, { which }) => billListReply(context, 'expense', which),
})

const show = defineCommand({
  name: 'expense show',
  summary: 'One expense: what for, who approved it, and whether it was paid back',
  example: 'expense show EXP-3',
  params: { expense: target('expense', 'Expense') },
  needs: 'expense.read',
  risk: 'read',
  run: (context, { expense }) => showReply(context, expense.id),
})

export default [list, show]
