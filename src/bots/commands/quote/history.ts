import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'quote history',
  summary: 'Who changed a quote when, and what',
  example: 'quote history Q-3',
  params: { quote: target('quote', 'Quote') },
  needs: 'quote.read',
  risk: 'read',
  run: (context, { quote }) =>
    historyReply(context, quote, { table: 'quote', id: quote.id, parts: { quote_line: 'quote_id' } }),
})
