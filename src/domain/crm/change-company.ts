import type { Tx } from '../../db/in-workspace.js'
import type { Edits } from '../../lib/edits.js'
import { conflict, invalid, refused } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import { type Company, checkCompany, companyDomain, type PostalAddress } from './company.js'
import {
  type CompanyChange,
  deleteDomains,
  findCompanyByDomain,
  getCompany,
  insertDomains,
  isAbove,
  listDomains,
  saveCompany,
} from './company-store.js'
import { changedCustom, type FieldInput } from './custom-field.js'
import { indexCompany } from './index-records.js'
import { editedTags } from './tag.js'

/** What of a company is to be another. Null empties, absent leaves; an address is changed part by part. */
export type CompanyEdit = Omit<CompanyChange, 'address' | 'tags' | 'custom'> & {
  address?: { [Part in keyof PostalAddress]?: string | null }
  domains?: Edits
  tags?: Edits
  custom?: Readonly<Record<string, FieldInput>>
}

/** With its domains, which are rows of their own. */
export type CompanyState = { company: Company; domains: readonly string[] }

/** Changes a company. Throws `invalid` for what can't be, `conflict` for a domain of another's, `refused` for a circle of parents. */
export async function changeCompany(
  tx: Tx,
  id: string,
  edit: CompanyEdit,
): Promise<{ before: CompanyState; after: CompanyState }> {
  const company = await getCompany(tx, id)
  const before = { company, domains: await listDomains(tx, id) }
  const change = decide(company, edit)
  if (change.parentId && (await isAbove(tx, id, change.parentId)))
    throw refused(`${company.name} stands above that company already, so it can’t be below it.`)
  await changeDomains(tx, before, edit.domains)
  const saved = Object.keys(change).length === 0 ? company : await saveCompany(tx, company, change)
  await indexCompany(tx, saved)
  return { before, after: { company: saved, domains: await listDomains(tx, id) } }
}

function decide(company: Company, edit: CompanyEdit): CompanyChange {
  const { address, tags, custom, domains: _, ...plain } = edit
  const { name, currency, termsDays } = { ...company, ...plain }
  const checked = valid(checkCompany({ name, currency, termsDays }))
  return {
    ...plain,
    ...(plain.name === undefined ? {} : { name: checked.name }),
    ...(address && { address: changedAddress(company.address, address) }),
    ...(tags && { tags: valid(editedTags(company.tags, tags)) }),
    ...(custom && { custom: changedCustom(company.custom, custom) }),
  }
}

/** Part by part; null when nothing is left of it. */
export function changedAddress(
  before: PostalAddress | null,
  edit: NonNullable<CompanyEdit['address']>,
): PostalAddress | null {
  const parts = Object.entries({ ...before, ...edit }).filter(([, part]) => part !== null && part !== '')
  return parts.length === 0 ? null : Object.fromEntries(parts)
}

async function changeDomains(tx: Tx, { company, domains }: CompanyState, edits: Edits | undefined): Promise<void> {
  if (!edits) return
  const drop = edits.drop.map((domain) => valid(companyDomain(domain)))
  const missing = drop.find((domain) => !domains.includes(domain))
  if (missing) throw invalid(`${company.name} has no domain ${missing}.`)
  const add = [...new Set(edits.add.map((domain) => valid(companyDomain(domain))))].filter(
    (each) => !domains.includes(each),
  )
  for (const domain of add) {
    const holder = await findCompanyByDomain(tx, domain)
    if (holder) throw conflict(`Mail from ${domain} belongs to ${holder.name} (${holder.ref}) already.`)
  }
  await deleteDomains(tx, company.id, drop)
  await insertDomains(tx, company.id, add)
}
