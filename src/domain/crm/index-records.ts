import type { Tx } from '../../db/in-workspace.js'
import type { Company } from './company.js'
import { findCompany, listDomains, listMergedNames, putCompanySearch } from './company-store.js'
import type { Contact } from './contact.js'
import { listAddresses, listPhones, putContactSearch } from './contact-store.js'

/** Puts a company into search as it stands now, with its domains. */
export const indexCompany = async (tx: Tx, company: Company): Promise<void> =>
  putCompanySearch(tx, company, {
    domains: await listDomains(tx, company.id),
    names: await listMergedNames(tx, company.id),
  })

/** The same of a contact, with its addresses, phones and where it works. */
export async function indexContact(tx: Tx, contact: Contact): Promise<void> {
  const company = contact.companyId ? await findCompany(tx, contact.companyId) : null
  await putContactSearch(tx, contact, {
    addresses: await listAddresses(tx, contact.id),
    phones: await listPhones(tx, contact.id),
    companyName: company?.name,
  })
}
