import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'contact history',
  summary: 'Who changed a contact when, and what',
  example: 'contact history CT-31',
  params: { contact: target('contact', 'Contact') },
  needs: 'contact.read',
  risk: 'read',
  run: (context, { contact }) =>
    historyReply(context, contact, {
      table: 'contact',
      id: contact.id,
      parts: { contact_address: 'contact_id', contact_phone: 'contact_id' },
    }),
})
