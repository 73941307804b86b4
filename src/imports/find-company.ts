import type { Tx } from '../db/in-workspace.js'
import type { CompanyRole } from '../domain/crm/company.js'
import { listCompaniesNamed } from '../domain/crm/company-store.js'
import { createCompany } from '../domain/crm/create-company.js'
import { type ImportContext, RowFault } from './define-import.js'

export type NamedCompany = { id: string; name: string }

/** The only company of a name; with `--create companies` one that isn't there is made. Throws `RowFault`. */
export async function findCompany(
  tx: Tx,
  name: string,
  { role, context }: { role: CompanyRole; context: ImportContext },
): Promise<NamedCompany> {
  const [only, second] = await listCompaniesNamed(tx, name)
  if (only && !second) return { id: only.id, name: only.name }
  if (second) throw new RowFault('party', name, 'Several companies are called that. Give one of them another name.')
  if (!context.create.has('companies'))
    throw new RowFault('party', name, 'There is no such company. Make it first, or say --create companies.')
  const made = await createCompany(tx, { name, currency: context.baseCurrency, roles: [role], lifecycle: 'customer' })
  return { id: made.id, name: made.name }
}
