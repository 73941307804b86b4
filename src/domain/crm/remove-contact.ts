import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { Contact } from './contact.js'
import { countContactUses, deleteContact, getContact } from './contact-store.js'

/** Removes a contact made by mistake. What deals, mail, notes or invoices refer to stays. */
export async function removeContact(tx: Tx, id: string): Promise<Contact> {
  const contact = await getContact(tx, id)
  if ((await countContactUses(tx, id)) > 0)
    throw refused(`${contact.name} (${contact.ref}) has deals, mail, notes or invoices by now and stays.`)
  await deleteContact(tx, id)
  return contact
}
