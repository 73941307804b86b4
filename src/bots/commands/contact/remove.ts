import { removeContact } from '../../../domain/crm/remove-contact.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'contact remove',
  summary: 'Take back a contact that nothing refers to yet',
  example: 'contact remove CT-31',
  params: { contact: target('contact', 'Contact') },
  needs: 'contact.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { contact }, tx) => {
    refuseOthers(context.asker, 'contact.write', await removeContact(tx, contact.id))
    return { headline: `${contact.ref} ${contact.title} is gone.`, data: { ref: contact.ref } }
  },
})
