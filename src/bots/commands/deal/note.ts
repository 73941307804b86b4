import { loggedReply } from '../activity/logged-reply.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'deal note',
  summary: 'Note something on a deal',
  example: 'deal note DEAL-12 They want a longer term',
  params: { deal: target('deal', 'Deal'), note: required('words', 'Note', { multiline: true }) },
  needs: 'activity.write',
  form: { title: 'Note on a deal', submit: 'Note' },
  risk: 'reversible',
  run: (_context, { deal, note }, tx) =>
    loggedReply(tx, { kind: 'note', subject: { kind: 'deal', id: deal.id }, body: note }, deal),
})
