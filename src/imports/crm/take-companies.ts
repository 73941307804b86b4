import type { Tx } from '../../db/in-workspace.js'
import { type Company, checkCompany, type PostalAddress } from '../../domain/crm/company.js'
import { type CompanyWhole, loadCompanies, writeCompanies } from '../../domain/crm/company-set-store.js'
import { listParents } from '../../domain/crm/company-tree-store.js'
import { newCompany } from '../../domain/crm/create-company.js'
import { nameKey } from '../../lib/name-key.js'
import { valid } from '../../lib/valid.js'
import { type Field, type ImportContext, type ImportRecord, RowFault, type Values } from '../define-import.js'
import { type CompanyIndex, companyIndex } from './find-companies.js'
import { type PeopleFinder, peopleFinder } from './find-people.js'
import { UnknownName } from './near-names.js'
import { type OwnValues, ownValues } from './own-fields.js'
import type { Intake } from './take-records.js'
import { countryOf, lifecycleOf, rolesOf, severalOf, tagsOf, termsOf } from './words.js'

type Given = {
  index: CompanyIndex
  people: PeopleFinder
  own: OwnValues
  parents: ParentFinder
  context: ImportContext
}

/** What the companies of a chunk need, looked up for all of them. */
export async function companyIntake(
  tx: Tx,
  fields: Readonly<Record<string, Field>>,
  records: readonly ImportRecord[],
  context: ImportContext,
): Promise<Intake<CompanyWhole>> {
  const rows = records.map(valuesOf)
  const index = await companyIndex(
    tx,
    rows.flatMap(({ name, parent, parentid, domain, taxid }) => [
      ...severalOf(domain).map((each) => ({ domain: each })),
      { name, taxId: taxid },
      { name: parent, key: parentid },
    ]),
    context,
  )
  const people = await peopleFinder(
    tx,
    rows.map(({ owner }) => owner),
    context,
  )
  const own = await ownValues(tx, 'company', fields, people)
  const parents = await parentFinder(tx, {
    index,
    context,
    needed: rows.some(({ parent, parentid }) => !!(parent ?? parentid)),
  })
  const given: Given = { index, people, own, parents, context }
  return {
    alike: (record) => alikeOf(valuesOf(record), index),
    load: (ids) => loadCompanies(tx, ids),
    decide: async (record, before, isKnown) => {
      const values = valuesOf(record)
      const company = before?.company ?? newCompany(tx.newId(), '', valid(checkCompany(fresh(values, context))))
      const after = await companyOf(isKnown ? values : { ...values, name: company.name }, company, given)
      const domains = domainsOf(values, before?.domains ?? [], { index, id: after.id })
      parents.note(record.key, after)
      return { id: after.id, company: after, domains }
    },
    write: (changes) => writeCompanies(tx, changes),
  }
}

const valuesOf = ({ rows }: ImportRecord): Values => rows[0]?.values ?? {}

const fresh = ({ name = '', currency }: Values, { baseCurrency }: ImportContext) => ({
  name,
  currency: currency ?? baseCurrency,
})

/** By the marks that people are warned of before they make a second: a domain, a tax id, a name that one company has. */
function alikeOf({ name = '', domain, taxid }: Values, index: CompanyIndex): string[] {
  const byDomain = severalOf(domain).flatMap((each) => index.byDomain(each)?.id ?? [])
  const exact = index.named(name)
  const like = exact.length > 0 ? exact : index.alike(name)
  const taxed = taxid === undefined ? undefined : index.byTaxId(taxid)
  return [...byDomain, ...(taxed ? [taxed.id] : []), ...(like.length === 1 ? like.map(({ id }) => id) : [])]
}

/** What a row says counts, what it does not say stays; tags and roles come to those there are. */
async function companyOf(values: Values, before: Company, given: Given): Promise<Company> {
  const { role, lifecycle, terms, taxid, phone, email, source, note, owner } = values
  const { name } = valid(checkCompany({ name: values['name'] ?? before.name, currency: before.currency }))
  const parentId = given.parents.find(values, before)
  return {
    ...before,
    name: nameKey(name) === nameKey(before.name) ? before.name : name,
    ...(role === undefined ? {} : { roles: [...new Set([...(before.ref ? before.roles : []), ...rolesOf(role)])] }),
    ...(lifecycle === undefined ? {} : { lifecycle: lifecycleOf(lifecycle) }),
    ...(terms === undefined ? {} : { termsDays: termsOf(terms) }),
    ...(taxid === undefined ? {} : { taxId: taxid }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { billingEmail: email }),
    ...(source === undefined ? {} : { source }),
    ...(note === undefined ? {} : { note }),
    ...(values['currency'] === undefined ? {} : { currency: values['currency'] }),
    ...(owner === undefined ? {} : { ownerId: await given.people(owner, 'owner') }),
    ...(parentId === undefined ? {} : { parentId }),
    address: addressOf(values, before.address),
    tags: withTags(before.tags, values['tags']),
    custom: { ...before.custom, ...(await given.own(values, values['currency'] ?? before.currency)) },
  }
}

/** In order of the alphabet, as they are kept. */
export const withTags = (before: readonly string[], text: string | undefined): readonly string[] =>
  text === undefined ? before : [...new Set([...before, ...tagsOf(text)])].sort()

function addressOf(values: Values, before: PostalAddress | null): PostalAddress | null {
  const { street, city, region, postcode, country } = values
  const said = { street, city, region, postcode, country: country === undefined ? undefined : countryOf(country) }
  const parts = Object.entries({ ...before, ...defined(said) })
  return parts.length === 0 ? null : Object.fromEntries(parts)
}

const defined = (parts: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))

/** A provider of private mailboxes is nobody's domain, which is no reason to refuse a company. */
function domainsOf(
  { domain }: Values,
  before: readonly string[],
  { index, id }: { index: CompanyIndex; id: string },
): readonly string[] {
  const added = new Set(before)
  for (const text of severalOf(domain)) {
    const checked = checkCompany({ name: 'x', currency: 'XXX', domains: [text] })
    if (!checked.ok && checked.problem.includes('mail provider')) continue
    const [found = ''] = checked.ok ? checked.value.domains : []
    if (!checked.ok) throw new RowFault('domain', text, checked.problem)
    const holder = index.byDomain(text)
    if (holder && holder.id !== id)
      throw new RowFault('domain', text, `Mail from ${found} belongs to ${holder.name} (${holder.ref}) already.`)
    added.add(found)
  }
  return [...added].sort()
}

/** Finds what stands above a company, also among those of this very file. Undefined: the row does not say. */
type ParentFinder = {
  find(values: Values, company: Company): string | null | undefined
  note(key: string, company: Company): void
}

async function parentFinder(
  tx: Tx,
  { index, context, needed }: { index: CompanyIndex; context: ImportContext; needed: boolean },
): Promise<ParentFinder> {
  const above = needed ? await listParents(tx) : new Map<string, string>()
  const fresh = new Map<string, string>()
  const isAbove = (id: string, from: string): boolean => {
    for (let at: string | undefined = from, steps = 0; at !== undefined && steps < 1000; at = above.get(at), steps += 1)
      if (at === id) return true
    return false
  }
  return {
    note: (key, { id, name, parentId }) => {
      fresh.set(nameKey(name), id).set(key, id)
      context.promised?.add(nameKey(name)).add(key)
      if (parentId !== null) above.set(id, parentId)
    },
    find: ({ parent, parentid }, { id, name }) => {
      if (parent === undefined && parentid === undefined) return undefined
      const key = `id:${parentid}`
      const wanted = nameKey(parent ?? '')
      const [one, other] = parent === undefined ? [] : index.named(parent)
      const found =
        (parentid && (fresh.get(key) ?? index.byKey(parentid)?.id)) ??
        fresh.get(wanted) ??
        (other ? undefined : one?.id)
      if (found === undefined || found === '') {
        if (context.promised?.has(key) || context.promised?.has(wanted)) return null
        if (other) throw new RowFault('parent', parent ?? null, 'Several companies are called that.')
        if (parent === undefined)
          throw new RowFault('parentid', parentid ?? null, 'No company of this file or an earlier one has this id.')
        throw new UnknownName('company', 'parent', parent)
      }
      if (found === id || isAbove(id, found))
        throw new RowFault(
          'parent',
          parent ?? parentid ?? null,
          `It can’t stand above ${name}: ${name} stands above it, or is it.`,
        )
      return found
    },
  }
}
