import { standingOf } from '../../../domain/crm/company.js'
import type { CompanyRow } from '../../../domain/crm/company-list-store.js'
import { ownData } from '../own-values.js'
import type { Table } from '../reply.js'

export const companyTable = (companies: readonly CompanyRow[], count: number): Table => ({
  columns: [
    { key: 'company', label: 'Company', type: 'record' },
    { key: 'lifecycle', label: 'Lifecycle', type: 'text' },
    { key: 'domain', label: 'Domain', type: 'text' },
    { key: 'owner', label: 'Owner', type: 'person' },
    { key: 'contacts', label: 'Contacts', type: 'number' },
    { key: 'deals', label: 'Open deals', type: 'number' },
  ],
  rows: companies.map((company) => ({
    company: { ref: company.ref, title: company.name },
    lifecycle: standingOf(company),
    domain: company.domains[0] ?? null,
    owner: company.owner && { person: company.owner },
    contacts: company.contacts,
    deals: company.openDeals,
  })),
  ...(count > companies.length ? { more: count - companies.length } : {}),
})

/** A company for `--json`. */
export const companyData = (company: CompanyRow) => ({
  ref: company.ref,
  name: company.name,
  lifecycle: company.lifecycle,
  roles: company.roles,
  domains: company.domains,
  owner: company.owner,
  currency: company.currency,
  termsDays: company.termsDays,
  billingEmail: company.billingEmail,
  taxId: company.taxId,
  phone: company.phone,
  address: company.address,
  parent: company.parent?.ref ?? null,
  tags: company.tags,
  fields: ownData(company.custom),
  contacts: company.contacts,
  openDeals: company.openDeals,
})
