import type { Money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { no, ok, type Result } from '../../lib/result.js'

/** Kinds of record that can have fields of a company's own, and tags. */
export const FIELD_KINDS = ['company', 'contact', 'deal', 'case', 'product'] as const
export type FieldKind = (typeof FIELD_KINDS)[number]

export const FIELD_TYPES = ['text', 'number', 'amount', 'date', 'choice', 'yes-no', 'person'] as const
export type FieldType = (typeof FIELD_TYPES)[number]

/** A field that a company gave one of its kinds of record. `key` is what is typed before the colon, and never changes. */
export type CustomField = {
  id: string
  kind: FieldKind
  key: string
  label: string
  type: FieldType
  choices: readonly string[]
  hint: string | null
  position: number
  archivedAt: Date | null
  version: number
}

export type NewField = { kind: FieldKind; label: string; type: FieldType; choices?: readonly string[]; hint?: string }

/** What a command is given for a field; null empties it. */
export type FieldInput = string | number | boolean | Money | { id: string } | null

/** A value as `custom` keeps it: an amount in minor units as text, a person by id. */
export type FieldValue = string | number | boolean | { minor: string; currency: string }

/** Everything a record keeps of such fields: key → value. */
export type Custom = Readonly<Record<string, FieldValue>>

const MOST_CHOICES = 100
/** What a select in a form takes (Slack: an option's text). */
const LONGEST_CHOICE = 75
/** A form has room for so many, beside what its kind of record has from the beginning (Slack: 100 blocks a modal). */
export const MOST_FIELDS = 60

/** Checks a new field; its key is made from the label: "Renewal date" is typed `renewal-date:`. */
export function checkField(input: NewField): Result<NewField & { key: string; choices: string[] }> {
  const label = input.label.trim().replace(/\s+/g, ' ')
  const key = nameKey(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-\d]+|-+$/g, '')
  if (key.length < 2 || key.length > 40)
    return no(`“${label}” can’t be typed before a colon: name the field with 2 to 40 plain letters, like Renewal date.`)
  const choices = (input.choices ?? []).map((choice) => choice.trim()).filter(Boolean)
  if (input.type === 'choice' && choices.length < 2)
    return no('A choice needs what there is to choose from: choices:"small, medium, large".')
  if (input.type !== 'choice' && choices.length > 0)
    return no(`Only a choice has choices; ${label} is ${typeInWords(input.type)}.`)
  const double = choices.find((choice, at) => choices.findIndex((each) => nameKey(each) === nameKey(choice)) !== at)
  if (double !== undefined) return no(`“${double}” is there twice among the choices.`)
  const long = choices.find((choice) => choice.length > LONGEST_CHOICE)
  if (long !== undefined)
    return no(`“${long}” has ${long.length} characters; a choice has at most ${LONGEST_CHOICE}, as forms show no more.`)
  if (choices.length > MOST_CHOICES) return no(`A choice has at most ${MOST_CHOICES} choices; make it a text.`)
  return ok({ ...input, label, key, choices })
}

const WORDS: Record<FieldType, string> = {
  text: 'a text',
  number: 'a number',
  amount: 'an amount',
  date: 'a date',
  choice: 'a choice',
  'yes-no': 'yes or no',
  person: 'a person',
}
export const typeInWords = (type: FieldType): string => WORDS[type]

/** A given value as it is kept. */
export function keptValue(input: Exclude<FieldInput, null>): FieldValue {
  if (typeof input !== 'object') return input
  return 'id' in input ? input.id : { minor: input.minor.toString(), currency: input.currency }
}

/** A record's values after a change: what is given null goes. */
export function changedCustom(before: Custom, changes: Readonly<Record<string, FieldInput>>): Custom {
  const kept = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== null)
  return Object.fromEntries(kept.map(([key, value]) => [key, keptValue(value as Exclude<FieldInput, null>)]))
}

/** What search finds a record by: the texts among its own fields. */
export const textsOf = (custom: Custom): string[] =>
  Object.values(custom).filter((value) => typeof value === 'string' && !UUID.test(value)) as string[]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** How `record_facet` has a value: what `facet_value` in SQL makes of it, but for its case. */
export function facetText(value: FieldValue): string {
  return typeof value === 'object' ? `${value.minor} ${value.currency}` : String(value)
}
