import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { conflict, invalid } from '../../lib/errors.js'
import { type Company, checkCompany, type NewCompany } from './company.js'
import { findCompanyByDomain, insertCompany } from './company-store.js'

/** Makes a company with its mail domains. A domain that another company has is a conflict that names it. */
export async function createCompany(tx: Tx, input: NewCompany): Promise<Company> {
  const checked = checkCompany(input)
  if (!checked.ok) throw invalid(checked.problem)
  for (const domain of checked.value.domains) {
    const holder = await findCompanyByDomain(tx, domain)
    if (holder) throw conflict(`Mail from ${domain} belongs to ${holder.name} (${holder.ref}) already.`)
  }
  const company = newCompany(tx.newId(), await nextRef(tx, 'company', 'CO'), checked.value)
  await insertCompany(tx, company, checked.value.domains)
  return company
}

export const newCompany = (id: string, ref: string, input: NewCompany): Company => ({
  id,
  ref,
  name: input.name,
  roles: input.roles ?? ['customer'],
  lifecycle: input.lifecycle ?? 'prospect',
  taxId: input.taxId ?? null,
  address: input.address ?? null,
  phone: input.phone ?? null,
  billingEmail: input.billingEmail ?? null,
  termsDays: input.termsDays ?? 30,
  currency: input.currency,
  source: input.source ?? null,
  note: input.note ?? null,
  ownerId: input.ownerId ?? null,
  parentId: input.parentId ?? null,
  billingContactId: null,
  tags: input.tags ?? [],
  custom: input.custom ?? {},
  mergedIntoId: null,
  version: 1,
})
