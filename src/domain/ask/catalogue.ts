import { loadDeclared } from '../../lib/load-declared.js'
import type { CustomField } from '../crm/custom-field.js'
import { type Owners, ownersOfBoth } from '../people/owners.js'
import type { Member } from '../people/staff.js'
import type { AskField, AskRelation, RecordSet } from './record-set.js'

/** Every kind of record that can be asked about, by name, with a company's own fields. */
export type AskCatalogue = ReadonlyMap<string, RecordSet>

/** What the asker may see: the same that every list and card is narrowed by. */
export type Sight = Pick<Member, 'may' | 'owners'>

export async function loadRecordSets(): Promise<AskCatalogue> {
  const sets = await loadDeclared<RecordSet>(new URL('./sets/', import.meta.url))
  return new Map(sets.map((set) => [set.name, set]))
}

/** Whose records of a set somebody sees. */
export const ownersIn = (sight: Sight, { needs }: RecordSet): Owners =>
  needs.map((capability) => sight.owners(capability)).reduce(ownersOfBoth)

export const maySee = (sight: Sight, { needs }: RecordSet): boolean =>
  needs.every((capability) => sight.may(capability))

/** The catalogue of one company: what it added to companies, contacts and deals is asked about like everything else. */
export function withOwnFields(catalogue: AskCatalogue, fields: readonly CustomField[]): AskCatalogue {
  if (fields.length === 0) return catalogue
  return new Map([...catalogue].map(([name, set]) => [name, extended(set, fields)]))
}

/** Keys are made of nothing else (`checkField`); what is not so never gets into a statement. */
const PLAIN_KEY = /^[a-z][a-z0-9-]{0,60}$/

function extended(set: RecordSet, all: readonly CustomField[]): RecordSet {
  const own = all.filter(({ kind, key }) => kind === set.kind && PLAIN_KEY.test(key))
  const named = own.map((field) => [nameIn(set, field.key), field] as const)
  const people = named.filter(([, { type }]) => type === 'person')
  const others = named.filter(([, { type }]) => type !== 'person')
  return {
    ...set,
    fields: { ...set.fields, ...Object.fromEntries(others.map(([name, field]) => [name, fieldOf(field)])) },
    relations: { ...set.relations, ...Object.fromEntries(people.map(([name, field]) => [name, personOf(field)])) },
  }
}

/** Daybook's own field of the same name comes first, as it does in commands; then the company's is `own-…`. */
export const nameIn = ({ fields, relations }: RecordSet, key: string): string =>
  key in fields || key in relations ? `own-${key}` : key

const at = (key: string) => `{t}.custom ->> '${key}'`

function fieldOf({ key, label, type, choices }: CustomField): AskField {
  switch (type) {
    case 'number':
      return { label, type: 'number', sql: `(${at(key)})::numeric` }
    case 'amount':
      return {
        label,
        type: 'money',
        sql: `({t}.custom -> '${key}' ->> 'minor')::bigint`,
        currency: `{t}.custom -> '${key}' ->> 'currency'`,
      }
    case 'date':
      return { label, type: 'date', sql: `(${at(key)})::date` }
    case 'yes-no':
      return { label, type: 'flag', sql: `(${at(key)})::boolean` }
    case 'choice':
      return { label, type: 'choice', sql: at(key), choices, own: true }
    default:
      return { label, type: 'text', sql: at(key) }
  }
}

const personOf = ({ key, label }: CustomField): AskRelation => ({ label, to: 'staff', sql: `(${at(key)})::uuid` })
