import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { showReply } from './show-reply.js'

export default defineCommand({
  name: 'bill show',
  summary: 'One bill: lines and tax, who approved it, what is open, payments, postings and mail',
  example: 'bill show BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.read',
  risk: 'read',
  run: (context, { bill }) => showReply(context, bill.id),
})
