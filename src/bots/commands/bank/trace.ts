import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { traceReply } from '../trace-reply.js'

export default defineCommand({
  name: 'bank trace',
  summary: 'What a line of a bank statement is: its payment or entry, back to the documents, the deal and its mail',
  example: 'bank trace LINE-12',
  params: { line: target('bank-line', 'Bank line') },
  needs: 'bank.read',
  risk: 'read',
  run: (context, { line }) => traceReply(context, { lineId: line.id }, line.ref),
})
