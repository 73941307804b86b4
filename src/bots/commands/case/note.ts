import { loggedReply } from '../activity/logged-reply.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'case note',
  summary: 'Note something on a case, for colleagues alone: it never leaves the house',
  example: 'case note CASE-7 The gateway is from the 2024 batch',
  params: { case: target('case', 'Case'), note: required('words', 'Note', { multiline: true }) },
  needs: 'case.write',
  form: { title: 'Note on a case', submit: 'Note' },
  risk: 'reversible',
  run: (_context, { case: one, note }, tx) =>
    loggedReply(tx, { kind: 'note', subject: { kind: 'case', id: one.id }, body: note }, one),
})
