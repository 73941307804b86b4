import { getCompany } from '../../../domain/crm/company-store.js'
import { createContact } from '../../../domain/crm/create-contact.js'
import { fieldsWith, recordCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'contact new',
  summary: 'Add a contact; the address finds the company by its domain',
  example: 'contact new "Ada Lovelace" email:ada@acme.com',
  params: {
    name: required('text', 'Name', { target: true }),
    email: optional('email', 'Mail address'),
    company: optional('record', 'Company', { record: 'company', hint: 'Default: by the domain of the address' }),
    title: optional('text', 'Title'),
    phone: optional('text', 'Phone'),
    owner: optional('record', 'Owner', { record: 'staff' }),
  },
  needs: 'contact.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const contact = await createContact(tx, {
      name: args.name,
      addresses: args.email ? [args.email] : [],
      companyId: args.company?.id ?? null,
      ownerId: args.owner?.id ?? context.asker.id,
      ...(args.title ? { title: args.title } : {}),
      ...(args.phone ? { phone: args.phone } : {}),
    })
    const company = contact.companyId ? await getCompany(tx, contact.companyId) : null
    const command = { contact: contact.ref }
    return {
      headline: `New contact ${contact.ref} ${contact.name}`,
      fields: fieldsWith([
        ['Address', args.email ?? null],
        ['Company', recordCell(company)],
        ['Title', contact.title],
        ['Phone', contact.phone],
      ]),
      ...(company && !args.company ? { notes: ['The company was found by the domain of the address.'] } : {}),
      actions: [
        { label: 'Show', do: { command: 'contact show', args: command }, typed: `contact show ${contact.ref}` },
      ],
      undo: { command: 'contact remove', args: command, versions: { [contact.id]: contact.version } },
      data: { ref: contact.ref, name: contact.name },
    }
  },
})
