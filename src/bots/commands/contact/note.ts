import { noteDone } from '../activity/note-done.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'contact note',
  summary: 'Note something on a contact',
  example: 'contact note CT-31 Prefers to be called in the morning',
  params: { contact: target('contact', 'Contact'), note: required('words', 'Note', { multiline: true }) },
  needs: 'activity.write',
  risk: 'reversible',
  run: (_context, { contact, note }, tx) => noteDone(tx, 'contact', contact, note),
})
