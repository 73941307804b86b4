import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { billListReply, WHICH } from './list-reply.js'

export default defineCommand({
  name: 'bill list',
  summary: 'Bills that wait for approval, are open, overdue, due soon, or paid; of all suppliers or of one',
  example: 'bill list overdue',
  params: {
    which: optional('choice', 'Which', { target: true, choices: WHICH }),
    supplier: optional('record', 'Supplier', { record: 'company' }),
  },
  needs: 'bill.read',
  risk: 'read',
  bare: true,
  run: (context, { which, supplier }) => billListReply(context, 'bill', which, supplier),
})
