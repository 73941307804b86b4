import type { SqlScope } from '../../../db/sql-workspace.js'
import { type CompanyFilter, type CompanyRow, listCompanies } from '../../../domain/crm/company-list-store.js'
import { findAnywhere } from '../../../domain/people/search-store.js'
import { domainOf, registrableDomain } from '../../../lib/address-key.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { companySight } from './company-sight.js'
import { companyData, companyTable } from './company-table.js'

const SHOWN = 10

export default defineCommand({
  name: 'company find',
  summary: 'Companies by name, domain, tax id or city, also when it is not quite right',
  example: 'company find acme.com',
  params: { words: required('words', 'Name or domain', { target: true }) },
  needs: 'company.read',
  risk: 'read',
  run: async (context, { words }) => {
    const own = companySight(context.asker)
    const companies = await context.read((read) => findCompanies(read, words, own))
    const [only] = companies
    if (!only) return { headline: `No company is like “${words}”.`, data: { companies: [] } }
    return {
      headline: companies.length === 1 ? `${only.ref} ${only.name}` : `${companies.length} companies like “${words}”`,
      table: companyTable(companies, companies.length),
      actions: companies.slice(0, 3).map(({ ref, name }) => ({
        label: name,
        do: { command: 'company show', args: { company: ref } },
        typed: `company show ${ref}`,
      })),
      data: { companies: companies.map(companyData) },
    }
  },
})

/** A domain, or an address at one, that is somebody's answers alone; everything else is searched, best first. */
async function findCompanies(read: SqlScope, words: string, own: CompanyFilter): Promise<CompanyRow[]> {
  const domain = /\s/.test(words) ? null : registrableDomain(domainOf(words) ?? words)
  const holder = domain ? await listCompanies(read, { domain, ...own }, 1) : []
  if (holder.length > 0) return holder
  const hits = await findAnywhere(read, words, [{ kinds: ['company'], owners: own.owners ?? 'all' }], SHOWN)
  const found = await listCompanies(read, { ids: hits.map(({ id }) => id), ...own }, SHOWN)
  return hits.flatMap(({ id }) => found.filter((company) => company.id === id))
}
