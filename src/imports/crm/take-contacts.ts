import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { writeCompanies } from '../../domain/crm/company-set-store.js'
import { type Address, checkContact, type Phone, readAddress } from '../../domain/crm/contact.js'
import {
  type AddressHolder,
  type ContactWhole,
  listAddressHolders,
  listNamesakes,
  loadContacts,
  writeContacts,
} from '../../domain/crm/contact-set-store.js'
import { newContact } from '../../domain/crm/create-contact.js'
import { findTombstones, type Tombstones } from '../../domain/people/tombstones.js'
import { domainOf } from '../../lib/address-key.js'
import { dateIn } from '../../lib/dates.js'
import { nameKey } from '../../lib/name-key.js'
import { type Field, type ImportContext, type ImportRecord, RowFault, type Values } from '../define-import.js'
import { consentOf } from './consent.js'
import { addressTexts, contactName, phonesOf } from './contact-parts.js'
import { type CompanyFinder, companyFinder, companyIndex, companyNames, type FoundCompany } from './find-companies.js'
import { type PeopleFinder, peopleFinder } from './find-people.js'
import { companiesToMake } from './made-companies.js'
import { type OwnValues, ownValues } from './own-fields.js'
import { withTags } from './take-companies.js'
import type { Intake } from './take-records.js'

type Given = {
  tx: Tx
  companies: CompanyFinder
  people: PeopleFinder
  own: OwnValues
  holders: Map<string, AddressHolder>
  erased: Tombstones
  context: ImportContext
}

/** What the contacts of a chunk need, looked up for all of them. */
export async function contactIntake(
  tx: Tx,
  fields: Readonly<Record<string, Field>>,
  records: readonly ImportRecord[],
  context: ImportContext,
): Promise<Intake<ContactWhole>> {
  const rows = records.map(valuesOf)
  const index = await companyIndex(
    tx,
    rows.flatMap((values) => [
      companyNames(values),
      ...addressTexts(values).map((text) => ({ domain: domainOf(text) ?? '' })),
    ]),
    context,
  )
  const people = await peopleFinder(
    tx,
    rows.map(({ owner }) => owner),
    context,
  )
  const texts = rows.flatMap(addressTexts)
  const keys = texts.flatMap((text) => keyOf(text) ?? [])
  const holders = new Map((await listAddressHolders(tx, keys)).map((holder) => [holder.key, holder]))
  const companies = companyFinder(tx, index, context)
  const erased = await findTombstones(sqlInTx(tx), 'erased-address')
  const own = await ownValues(tx, 'contact', fields, people)
  const given: Given = { tx, companies, people, own, holders, erased, context }
  const places = rows.map(({ company, domain, companyid }) => placeOf(index, { company, domain, companyid }))
  const namesakes = await listNamesakes(
    tx,
    rows.map((values) => nameKey(contactName(values) ?? '')),
    places.flatMap((place) => place?.id ?? []),
  )
  const byDomain = (addresses: readonly Address[]) =>
    addresses.map(({ address }) => index.byDomain(domainOf(address) ?? '')).find((found) => found !== undefined)
  return {
    alike: (record) => {
      const values = valuesOf(record)
      const held = addressTexts(values).flatMap((text) => holders.get(keyOf(text) ?? '')?.id ?? [])
      const wanted = nameKey(contactName(values) ?? '')
      const place = placeOf(index, values)
      const same = namesakes.filter((each) => each.wanted === wanted && each.companyId === place?.id)
      return [...held, ...(same.length === 1 ? same.map(({ id }) => id) : [])]
    },
    load: (ids) => loadContacts(tx, ids),
    decide: (record, before, isKnown) => contactOf(valuesOf(record), { before, isKnown }, { ...given, byDomain }),
    write: async (changes) => {
      const used = new Set(changes.map(({ after }) => after.contact.companyId))
      await writeCompanies(tx, companiesToMake(companies, used))
      await writeContacts(tx, changes)
    },
  }
}

const valuesOf = ({ rows }: ImportRecord): Values => rows[0]?.values ?? {}

function keyOf(text: string): string | null {
  const read = readAddress(text)
  return read.ok ? read.value.key : null
}

/** Where a row says somebody works, if it is there. */
function placeOf(index: Awaited<ReturnType<typeof companyIndex>>, values: Values): FoundCompany | undefined {
  const { name, domain, key } = companyNames(values)
  const named = name === undefined ? [] : index.named(name)
  return (key && index.byKey(key)) || (domain && index.byDomain(domain)) || (named.length === 1 ? named[0] : undefined)
}

type Known = { before: ContactWhole | null; isKnown: boolean }
type Deciding = Given & { byDomain(addresses: readonly Address[]): FoundCompany | undefined }

/** What a row says counts, what it does not say stays; addresses, phones and tags come to those there are. */
async function contactOf(values: Values, { before, isKnown }: Known, given: Deciding): Promise<ContactWhole> {
  const { owner, title, consent, newsletter, tags } = values
  const own = await given.own(values, given.context.baseCurrency)
  const ownerId = owner === undefined ? undefined : await given.people(owner, 'owner')
  const phones = phonesOf(values)
  const addresses = readAddresses(values)
  const named = given.companies.find(values)
  const company = named ?? (before === null ? given.byDomain(addresses) : undefined) ?? null
  const whole = before ?? freshContact(given.tx, values, { addresses, company })
  const id = whole.id
  claim(addresses, id, given)
  const { contact } = whole
  const name = contactName(values)
  return {
    id,
    contact: {
      ...contact,
      ...(isKnown && name !== undefined && nameKey(name) !== nameKey(contact.name) ? { name } : {}),
      ...(title === undefined ? {} : { title }),
      ...(named === null ? {} : { companyId: named.id }),
      ...(ownerId === undefined ? {} : { ownerId }),
      consent: consentOf(contact.consent, { consent, newsletter }, dateIn('UTC', given.tx.now), given.context.source),
      tags: withTags(contact.tags, tags),
      custom: { ...contact.custom, ...own },
    },
    addresses: added(whole.addresses, addresses),
    phones: added(whole.phones, phones),
  }
}

function freshContact(
  tx: Tx,
  values: Values,
  { addresses, company }: { addresses: readonly Address[]; company: FoundCompany | null },
): ContactWhole {
  const name = contactName(values)
  const checked = checkContact({
    ...(name === undefined ? {} : { name }),
    addresses: addresses.map(({ address }) => address),
  })
  if (!checked.ok) throw new RowFault('name', null, 'It says neither a name nor an address.')
  const contact = newContact(tx.newId(), '', { ...checked.value, origin: 'import' }, company)
  return { id: contact.id, contact, addresses: [], phones: [] }
}

function readAddresses(values: Values): Address[] {
  return addressTexts(values).map((text) => {
    const read = readAddress(text)
    if (!read.ok) throw new RowFault('email', text, 'It is no mail address.')
    return read.value
  })
}

/** Addresses are one person's. */
function claim(addresses: readonly Address[], id: string, { holders, erased }: Given): void {
  for (const { address, key } of addresses) {
    const holder = holders.get(key)
    if (holder && holder.id !== id)
      throw new RowFault(
        'email',
        address,
        `${address} belongs to ${holder.name}${holder.ref && ` (${holder.ref})`} already.`,
      )
    if (erased.has(key))
      throw new RowFault(
        'email',
        null,
        'The person with this address was erased at their request and is not stored again.',
      )
  }
}

const added = <T extends Address | Phone>(before: readonly T[], more: readonly T[]): readonly T[] => [
  ...before,
  ...[...new Map(more.map((each) => [each.key, each])).values()].filter(
    ({ key }) => !before.some((each) => each.key === key),
  ),
]
