import { loggedReply } from '../activity/logged-reply.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'company note',
  summary: 'Note something on a company',
  example: 'company note CO-3 Orders go through their Lyon office',
  params: { company: target('company', 'Company'), note: required('words', 'Note', { multiline: true }) },
  needs: 'activity.write',
  form: { title: 'Note on a company', submit: 'Note' },
  risk: 'reversible',
  run: (_context, { company, note }, tx) =>
    loggedReply(tx, { kind: 'note', subject: { kind: 'company', id: company.id }, body: note }, company),
})
