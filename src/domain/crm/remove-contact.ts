import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { leaveTombstone } from '../people/tombstones.js'
import type { Contact } from './contact.js'
import { countContactUses, deleteAutomaticLinks, deleteContact, getContact, listAddresses } from './contact-store.js'

/**
 * Removes a contact made by mistake. What deals, mail, notes or invoices refer to stays. One that mail made is not kept by
 * the links that mail made with it, and mail does not make it again.
 */
export async function removeContact(tx: Tx, id: string): Promise<Contact> {
  const contact = await getContact(tx, id)
  if (contact.origin === 'mail') await deleteAutomaticLinks(tx, id)
  if ((await countContactUses(tx, id)) > 0)
    throw refused(`${contact.name} (${contact.ref}) has deals, mail, notes or invoices by now and stays.`)
  if (contact.origin === 'mail') {
    const addresses = await listAddresses(tx, id)
    await leaveTombstone(
      tx,
      'removed-contact',
      addresses.map(({ key }) => key),
    )
  }
  await deleteContact(tx, id)
  return contact
}
