import { standingOf } from '../../../domain/crm/company.js'
import { type CompanyFilter, type CompanyRow, listCompanies } from '../../../domain/crm/company-list-store.js'
import { listCompanyTitles } from '../../../domain/crm/record-title-store.js'
import { registrableDomain } from '../../../lib/address-key.js'
import { counted } from '../../../lib/counted.js'
import { companySight } from '../company/company-sight.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (company: CompanyRow): Candidate => ({
  kind: 'company',
  id: company.id,
  ref: company.ref,
  title: company.name,
  version: company.version,
  currency: company.currency,
  details: [standingOf(company), company.owner, counted(company.openDeals, 'open deal')],
})

async function find(lookup: Lookup, filter: CompanyFilter, limit: number): Promise<Candidate[]> {
  const { read, asker, owners } = lookup
  const found = await listCompanies(read, { ...filter, ...companySight(asker), owners }, limit)
  return (
    await Promise.all(found.map((row) => (row.mergedInto ? winnerOf(lookup, row) : Promise.resolve([candidate(row)]))))
  ).flat()
}

/** A reference or a button of one that was merged into another means the other. */
const winnerOf = async (lookup: Lookup, { ref, name, mergedInto }: CompanyRow): Promise<Candidate[]> =>
  (await find(lookup, { ref: mergedInto?.ref ?? '' }, 1)).map((winner) => ({ ...winner, merged: `${ref} ${name}` }))

/** A company is named by its domain as well: `company show acme.com`. */
async function findByName(lookup: Lookup, nameKey: string, limit: number): Promise<Candidate[]> {
  const named = await find(lookup, { nameKey }, limit)
  const domain = nameKey.includes(' ') || !nameKey.includes('.') ? null : registrableDomain(nameKey)
  return named.length > 0 || !domain ? named : find(lookup, { domain }, 1)
}

export default defineRecordKind({
  kind: 'company',
  one: 'company',
  many: 'companies',
  refPrefixes: ['CO'],
  needs: 'company.read',
  owned: true,
  table: 'company',
  detailLabels: ['Lifecycle', 'Owner', 'Deals'],
  show: 'company show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  nameByIds: ({ read, owners }, ids) => listCompanyTitles(read, ids, owners),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName,
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, { namePrefix }, limit),
  searchable: true,
})
