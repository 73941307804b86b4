import { toDecimal } from '../../lib/money.js'
import { clip } from '../../lib/text.js'
import type { Command } from './define-command.js'
import { type Form, type FormField, type FormFieldType, type FormOption, LONGEST_INITIAL } from './form.js'
import { verbOf } from './grammar/find-command.js'
import type { OptionList, Param, RecordRef } from './params.js'
import { isMoney } from './read-params.js'
import { nameOf } from './resolve-record.js'

const TYPES: Record<Param['type'], FormFieldType> = {
  text: 'text',
  words: 'long-text',
  amount: 'amount',
  date: 'date',
  month: 'month',
  integer: 'number',
  number: 'number',
  percent: 'number',
  email: 'email',
  flag: 'checkbox',
  choice: 'choice',
  compared: 'text',
  record: 'record',
}

/**
 * The form of a command. A target that is known is what the form is about, and no field of it; every other parameter is a
 * field, in the order of declaration, with what is known of it.
 */
export function describeForm(id: string, command: Command, known: Readonly<Record<string, unknown>>): Form {
  const subject = Object.entries(command.params).find(([key, param]) => param.target && isRecordRef(known[key]))
  const fields = Object.entries(command.params)
    .filter(([key, param]) => key !== subject?.[0] && !param.unasked)
    .map(([key, param]) => fieldOf(key, param, known[key]))
  const { title, submit } = command.form ?? namesFor(command)
  return {
    id,
    command: command.name,
    title,
    submitLabel: submit,
    intro: subject ? nameOf(known[subject[0]] as RecordRef) : introOf(command, known),
    fields,
  }
}

/** What a form is called where its command does not say: `Move deal`, with the verb on its button. */
function namesFor(command: Command): { title: string; submit: string } {
  const [noun = ''] = command.name.split(' ')
  const verb = verbOf(command)
  if (verb === 'new') return { title: `New ${noun}`, submit: 'Create' }
  if (verb === 'set') return { title: `Change ${noun}`, submit: 'Save' }
  return { title: capital(command.name.split(' ').reverse().join(' ')), submit: capital(verb || noun) }
}

function introOf({ form, summary }: Command, known: Readonly<Record<string, unknown>>): string {
  const words = form?.intro === undefined ? undefined : known[form.intro]
  return typeof words === 'string' && words !== '' ? words : summary
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`

const isRecordRef = (value: unknown): value is RecordRef => typeof value === 'object' && value !== null && 'id' in value

function fieldOf(key: string, param: Param, known: unknown): FormField {
  const initial = initialOf(known)
  return {
    key,
    label: param.label,
    type: param.upload ? 'file' : param.multiline ? 'long-text' : TYPES[param.type],
    required: param.required,
    ...(param.hint !== undefined && !param.upload && { hint: param.hint }),
    ...(param.upload && { most: param.upload }),
    ...(param.choices && { choices: param.choices }),
    ...(param.options && { list: param.options }),
    ...(param.record && { record: param.record }),
    ...(initial !== undefined && { initial }),
  }
}

/** A value as an input begins with it. */
export function initialOf(known: unknown): string | boolean | FormOption | undefined {
  if (known === undefined || known === null) return undefined
  if (typeof known === 'boolean') return known
  if (isMoney(known)) return `${toDecimal(known)} ${known.currency}`
  if (isRecordRef(known)) return { value: known.id, label: nameOf(known) }
  return typeof known === 'string' || typeof known === 'number' ? clip(String(known), LONGEST_INITIAL) : undefined
}

/** As many are shown at once (Slack: a static select); of more a form asks for what is typed. */
const MOST_SHOWN = 100

/** Fields of text become a choice where the company has a list of what they name. What stands there and is none of it stays text. */
export async function withOptions(form: Form, listed: (list: OptionList) => Promise<FormOption[]>): Promise<Form> {
  const fields = await Promise.all(
    form.fields.map(async (field) => (field.list ? chosenOf(field, await listed(field.list)) : field)),
  )
  return { ...form, fields }
}

function chosenOf(field: FormField, options: readonly FormOption[]): FormField {
  const { initial } = field
  const typed = typeof initial === 'string' ? initial.trim().toLowerCase() : ''
  const chosen = options.find(({ value }) => value.toLowerCase() === typed)
  if (options.length === 0 || (typed !== '' && !chosen)) return field
  if (options.length > MOST_SHOWN) return { ...field, type: 'option', ...(chosen && { initial: chosen }) }
  return { ...field, type: 'choice', options, ...(chosen && { initial: chosen.value }) }
}
