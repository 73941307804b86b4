import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { Company } from './company.js'
import { countCompanyUses, deleteCompany, getCompany } from './company-store.js'

/** Removes a company made by mistake. What contacts, deals, mail, notes or documents refer to stays. */
export async function removeCompany(tx: Tx, id: string): Promise<Company> {
  const company = await getCompany(tx, id)
  if ((await countCompanyUses(tx, id)) > 0)
    throw refused(`${company.name} (${company.ref}) has contacts, deals, mail, notes or documents by now and stays.`)
  await deleteCompany(tx, id)
  return company
}
