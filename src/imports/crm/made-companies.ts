import { checkCompany } from '../../domain/crm/company.js'
import type { CompanyWhole } from '../../domain/crm/company-set-store.js'
import { newCompany } from '../../domain/crm/create-company.js'
import { valid } from '../../lib/valid.js'
import type { CompanyFinder } from './find-companies.js'

/** Of the companies that rows named and weren't there, those that a row which is taken in needs. */
export const companiesToMake = (
  companies: CompanyFinder,
  used: ReadonlySet<string | null>,
): { before: null; after: CompanyWhole }[] =>
  companies
    .made()
    .filter(({ id }) => used.has(id))
    .map(({ id, name, currency }) => {
      const company = newCompany(id, '', valid(checkCompany({ name, currency })))
      return { before: null, after: { id, company, domains: [] } }
    })
