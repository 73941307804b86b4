import type { SqlScope } from '../../../db/sql-workspace.js'
import { type ContactFilter, type ContactRow, listContacts } from '../../../domain/crm/contact-list-store.js'
import { findAnywhere } from '../../../domain/people/search-store.js'
import { addressKey } from '../../../lib/address-key.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { contactData, contactTable } from './contact-table.js'

const SHOWN = 10

export default defineCommand({
  name: 'contact find',
  summary: 'Contacts by name, address, company or phone, also when it is not quite right',
  example: 'contact find lovelace',
  params: { words: required('words', 'Name or address', { target: true }) },
  needs: 'contact.read',
  risk: 'read',
  run: async (context, { words }) => {
    const own = { owners: context.asker.owners('contact.read'), dealsOf: context.asker.owners('deal.read') }
    const contacts = await context.read((read) => findContacts(read, words, own))
    const [only] = contacts
    if (!only) return { headline: `No contact is like “${words}”.`, data: { contacts: [] } }
    return {
      headline: contacts.length === 1 ? `${only.ref} ${only.name}` : `${contacts.length} contacts like “${words}”`,
      table: contactTable(contacts, contacts.length),
      actions: contacts.slice(0, 3).map(({ ref, name }) => ({
        label: name,
        do: { command: 'contact show', args: { contact: ref } },
        typed: `contact show ${ref}`,
      })),
      data: { contacts: contacts.map(contactData) },
    }
  },
})

/** An address that is somebody's answers alone; everything else is searched, best first. */
async function findContacts(read: SqlScope, words: string, own: ContactFilter): Promise<ContactRow[]> {
  if (words.includes('@')) {
    const holder = await listContacts(read, { addressKey: addressKey(words), ...own }, 1)
    if (holder.length > 0) return holder
  }
  const hits = await findAnywhere(read, words, [{ kinds: ['contact'], owners: own.owners ?? 'all' }], SHOWN)
  const found = await listContacts(read, { ids: hits.map(({ id }) => id), ...own }, SHOWN)
  return hits.flatMap(({ id }) => found.filter((contact) => contact.id === id))
}
