import type { FieldKind } from '../crm/custom-field.js'

/** What a field holds: how it is compared, added up and shown. */
export type FieldType = 'text' | 'choice' | 'number' | 'percent' | 'money' | 'date' | 'instant' | 'flag' | 'tags'

/**
 * A field of a kind of record. `sql` is written by us alone and never has a word of somebody's in it; `{t}` in it is the record's
 * row, `{today}`, `{zone}` and `{asker}` the asker's, and `{stage}` the row that the relation of this name leads to.
 */
export type AskField = {
  label: string
  type: FieldType
  sql: string
  /** Of money: the currency, in the same way. Its amount is in minor units. */
  currency?: string
  /** Of money that keeps a rate of its own where it has one: what one of its currency is worth in the company's, as text. */
  rate?: string
  choices?: readonly string[]
  /** Of a text: what is there is a short list (stages, reasons), against which a word is checked. */
  listed?: true
  /** Of such a text: the kind of record whose name it is. Those are the list, whether or not anything stands there now. */
  namesOf?: string
  /** Where a word is none of the list, the field that is meant in its place: `stage:open`. */
  orElse?: string
  /** A company's own. */
  own?: true
  /** ISO 3166 codes, which people have names for. */
  country?: true
  /** What else people call it. */
  words?: readonly string[]
}

/** A record that one of the kind leads to: `company`, and with it `company.country`. */
export type AskRelation = {
  label: string
  /** The name of the set that it is one of. */
  to: string
  /** The id, as `sql` of a field. */
  sql: string
  /** The column of what it leads to that names the record it became, where rows stay with the one that they were posted under (ADR 26). */
  becomes?: string
  words?: readonly string[]
}

/**
 * A kind of record that can be asked about, declared once: what it has, what it leads to, what seeing it takes and whose of it
 * somebody sees. Words, SQL and the asker's permission follow from it.
 */
export type RecordSet = {
  /** As typed after `report`: `deals`. */
  name: string
  one: string
  many: string
  /** What else people call them. */
  words?: readonly string[]
  /** Such words that mean only some of them, with the condition: customers are the companies with `role:customer`. */
  narrower?: Readonly<Record<string, string>>
  /** Without one of these capabilities nobody sees any; the first is the one that names it. */
  needs: readonly [string, ...string[]]
  table: string
  /** Which rows of the table are of the kind. */
  where?: string
  /** The columns of whose it is, where a role may see one's own or one's team's alone; any of them counts. */
  owners?: readonly string[]
  /** The relation through which it is seen: a line, with what it stands on. */
  within?: string
  /** Rows that only who holds a capability sees, as a condition that is true of them; `note` tells the others what is left out. */
  keeps?: { from: string; sql: string; note: string }
  /** What names one. */
  ref: string
  title: string
  /** The name as it is compared (`nameKey`), where its rows have that. */
  key?: string
  /** The command that shows one. */
  show?: string
  /** Whose own fields it has. */
  kind?: FieldKind
  /** The amount that is meant by "worth" or "how much". */
  amount?: string
  /** The day that a period without more is about. */
  day?: string
  /** What figures of them leave out where a sentence says nothing of that field, as conditions: a bill that was rejected is no spending. */
  usual?: readonly string[]
  /** What is said under a figure in which amounts keep a rate of their own. */
  rated?: string
  /** What is said under a figure unless a condition names this field, or one that it can't matter to. */
  mixed?: { field: string; unless: string; note: string }
  /** What a list shows unless said otherwise. */
  shows: readonly string[]
  /** How a list is sorted unless said otherwise. */
  sort: string
  fields: Readonly<Record<string, AskField>>
  relations: Readonly<Record<string, AskRelation>>
}

/** Declares a kind of record that can be asked about. One file each in `sets/`. */
export const defineRecordSet = (set: RecordSet): RecordSet => set
