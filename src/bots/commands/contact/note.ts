import { loggedReply } from '../activity/logged-reply.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'contact note',
  summary: 'Note something on a contact',
  example: 'contact note CT-31 Prefers to be called in the morning',
  params: { contact: target('contact', 'Contact'), note: required('words', 'Note', { multiline: true }) },
  needs: 'activity.write',
  form: { title: 'Note on a contact', submit: 'Note' },
  risk: 'reversible',
  run: (_context, { contact, note }, tx) =>
    loggedReply(tx, { kind: 'note', subject: { kind: 'contact', id: contact.id }, body: note }, contact),
})
