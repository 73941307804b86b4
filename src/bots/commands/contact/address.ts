import { addAddress } from '../../../domain/crm/add-address.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import { undoOf } from '../restore.js'

export default defineCommand({
  name: 'contact address',
  summary: 'Give a contact another mail address; mail that is stored already comes with it',
  example: 'contact address CT-31 email:ada@acme.com',
  params: { contact: target('contact', 'Contact'), email: required('email', 'Mail address') },
  needs: 'contact.write',
  form: { title: 'One more mail address', submit: 'Add' },
  risk: 'reversible',
  run: async (context, { contact, email }, tx) => {
    await addAddress(tx, contact.id, email)
    return {
      headline: `${contact.title} (${contact.ref}) has the address ${email}`,
      undo: undoOf(context, tx, 'contact restore'),
      data: { contact: contact.ref, address: email },
    }
  },
})
