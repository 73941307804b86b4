import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'

/** Kinds of record that a command can name as its target or as a value. */
export type RecordKind =
  /** Whatever a note or task can be about: a contact, company, deal or invoice. */
  | 'subject'
  | 'task'
  | 'pipeline'
  | 'product'
  | 'quote'
  | 'choice'
  | 'lost-reason'
  | 'won-reason'
  | 'contact-role'
  | 'payment'
  | 'contact'
  | 'company'
  | 'deal'
  | 'case'
  | 'invoice'
  | 'staff'
  | 'team'
  | 'token'
  | 'report-schedule'
  | 'signal'
  | 'stage'
  | 'close-task'
  | 'thread'
  | 'approval'
  | 'bank-account'
  | 'bank-statement'
  | 'bank-line'
  | 'bank-rule'
  | 'bill'
  | 'expense'
  | 'payment-run'
  | 'bill-proposal'
  | 'bill-file'

/** What a company has of its own that text names by a code: forms offer it (option-lists.ts). */
export type OptionList = 'sales-tax' | 'purchase-tax' | 'account' | 'cost-account' | 'income-account'

/** A record that a word was resolved to; `version` is the one that was read while resolving. */
export type RecordRef = {
  kind: RecordKind
  id: string
  ref: string
  title: string
  version: number
  /** Of one that was chosen among several: the words that had meant them all. */
  said?: string
}

/**
 * Every type of value a parameter can have, by its name. An amount without a currency takes the record's that it is about or made for, then
 * the company's.
 */
type ValueTypes = {
  text: string
  /** All the words that are left. */
  words: string
  amount: Money
  date: IsoDate
  month: string
  integer: number
  /** With decimals: what is counted or measured, never money. */
  number: number
  percent: number
  email: string
  flag: boolean
  choice: string
  /** In a list: what a figure or day of its records is compared with, as in a question (`>10k`, `10k..50k`, `this-quarter`). */
  compared: string
  record: RecordRef
}

export type ParamType = keyof ValueTypes

export type Param<T extends ParamType = ParamType, Required extends boolean = boolean> = {
  type: T
  required: Required
  /** A label for forms and help: "Expected close". */
  label: string
  /** The one positional parameter of a command: what stands without `key:`. */
  target?: boolean
  record?: RecordKind
  /** Of the record that a new document is made for: amounts without a currency are in its currency, as with a target. */
  setsCurrency?: boolean
  choices?: readonly string[]
  /** Of text: what forms offer for it. */
  options?: OptionList
  /** A record whose name takes all the words that are left: `deal lose DEAL-12 too expensive`. */
  rest?: boolean
  /** Of `words`: what is quoted belongs together, and its quotes are kept. */
  phrases?: boolean
  /** Of text: in forms as many files are asked for; the value is the name of the first, and they come with the request. */
  upload?: 1 | 5
  /** Long text in forms. */
  multiline?: boolean
  /** Only said by a button or typed: no field of the form. */
  unasked?: boolean
  /** A field that the company added itself (own-fields.ts). */
  own?: boolean
  /** Of such a field in a list: besides a value it takes what it is compared with. */
  compares?: boolean
  /** `phone:none` empties it, and so does a form in which it was emptied: its value is null then. */
  clearable?: boolean
  hint?: string
}

export type Params = Readonly<Record<string, Param>>

export type ArgsOf<P extends Params> = {
  [K in keyof P]: P[K] extends Param<infer T, infer R>
    ? R extends true
      ? ValueTypes[T]
      : ValueTypes[T] | undefined | (P[K] extends { clearable: true } ? null : never)
    : never
}

/** In place of a value: empty it. What a stored action keeps of `phone:none`. */
export const NONE = { none: true } as const

export const isNone = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'none' in given && given.none === true

/** In place of a value of a field that is compared: its words, which mean this quarter when this one is past. */
export type Compared = { compared: string }

export const isCompared = (given: unknown): given is Compared =>
  typeof given === 'object' && given !== null && 'compared' in given

type Options = Omit<Param, 'type' | 'required' | 'label'>

export const required = <T extends ParamType>(type: T, label: string, options: Options = {}): Param<T, true> => ({
  ...options,
  type,
  label,
  required: true,
})

export const optional = <T extends ParamType>(type: T, label: string, options: Options = {}): Param<T, false> => ({
  ...options,
  type,
  label,
  required: false,
})

/** One that a change may set or empty. */
export const clearable = <T extends ParamType>(
  type: T,
  label: string,
  options: Options = {},
): Param<T, false> & { clearable: true } => ({ ...options, type, label, required: false, clearable: true })

/** The record that the command is about, typed without a key. */
export const target = (record: RecordKind, label: string): Param<'record', true> => ({
  type: 'record',
  label,
  record,
  target: true,
  required: true,
})
