import type { OptionList, RecordKind } from './params.js'

/** A command's parameters as a form; a face makes a modal of it, or a usage line. */
export type Form = {
  /** The pending action that remembers the command and what is already fixed; all that a modal has to carry. */
  id: string
  command: string
  title: string
  submitLabel: string
  /** What the form is about, in one line. */
  intro?: string
  fields: readonly FormField[]
}

export type FormFieldType =
  | 'text'
  | 'long-text'
  | 'amount'
  | 'number'
  | 'date'
  | 'month'
  | 'email'
  | 'choice'
  /** One of a list that is too long to be shown whole: ask `searchOptions` with what the person types. */
  | 'option'
  | 'record'
  | 'checkbox'
  | 'file'

export type FormField = {
  key: string
  label: string
  type: FormFieldType
  required: boolean
  hint?: string
  /** For `file`: how many at most. */
  most?: number
  /** For `choice`. */
  choices?: readonly string[]
  /** For `choice` where what is shown is not what is given. */
  options?: readonly FormOption[]
  /** For `option`, and what `options` came of. */
  list?: OptionList
  /** For `record`: ask `searchRecords` with what the person types. */
  record?: RecordKind
  /** For `record` and `option` the option that is chosen. */
  initial?: string | boolean | FormOption
}

/**
 * Of a text that stands in an input from the beginning, as Slack limits it. It is cut here, so that a longer one that was left as it
 * stood is known again, and not kept cut.
 */
export const LONGEST_INITIAL = 3000

/** A record to choose: `value` is what `submitForm` takes back. */
export type FormOption = { value: string; label: string }

/** What a person entered, by field key; empty and absent are the same. A record's value is a `FormOption.value` or words. */
export type FormValues = Readonly<Record<string, string | boolean | null | undefined>>
