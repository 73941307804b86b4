import type { SqlScope } from '../../db/sql-workspace.js'
import { type AuditedChange, listLastChanges } from '../../domain/people/audit-store.js'
import { clip, lineFeeds } from '../../lib/text.js'
import type { Command, CommandContext } from './define-command.js'
import { initialOf } from './describe-form.js'
import type { FormField, FormValues } from './form.js'
import { NONE, type RecordRef } from './params.js'
import { changedFrom } from './stale.js'
import { valuesGiven } from './take-order.js'

type Args = Readonly<Record<string, unknown>>

/** The record that a command is about, once it is known which. */
export function targetOf(command: Command, known: Args): RecordRef | undefined {
  const key = Object.entries(command.params).find(([, param]) => param.target && param.record)?.[0]
  const record = key === undefined ? undefined : known[key]
  return typeof record === 'object' && record !== null ? (record as RecordRef) : undefined
}

/**
 * What a person changed of what the record had when the form was opened (`began`). A field that stands as it was prefilled is no
 * change, whatever the record has by now; one that was emptied is given as `NONE` where it can be empty.
 */
export function changedValues(command: Command, fields: readonly FormField[], began: Args, values: FormValues): Args {
  const given = valuesGiven(values)
  const shown = (field: FormField) => shownIn(field, textOf(began[field.key]))
  const changed = fields.filter((field) => field.required || !isSame(entered(values[field.key]), shown(field)))
  return Object.fromEntries(
    changed.flatMap((field) => {
      const { key } = field
      if (given[key] !== undefined) return [[key, given[key]]]
      return command.params[key]?.clearable && shown(field) !== '' ? [[key, NONE]] : []
    }),
  )
}

/** A choice that is offered no more could not stand in the form: its being empty there empties nothing. */
const shownIn = ({ choices }: FormField, text: string): string => (choices && !choices.includes(text) ? '' : text)

/** The fields of a change under which the record moved since the person knew it, to something else than what is given now. */
export const movedSince = (changed: Args, { known, now }: { known: Args; now: Args }): string[] =>
  Object.keys(changed).filter(
    (key) => !isSame(textOf(known[key]), textOf(now[key])) && !isSame(textOf(changed[key]), textOf(now[key])),
  )

/** As many changes back is it looked who changed a field. */
const BACK = 20

/** By field: who changed it to what since, and that a second submission is meant. */
export async function movedSentences(
  context: CommandContext,
  read: SqlScope,
  record: RecordRef,
  { keys, now }: { keys: readonly string[]; now: Args },
): Promise<Record<string, string>> {
  const table = context.catalog.kinds.get(record.kind)?.table
  const changes = table ? await listLastChanges(read, table, record.id, BACK) : []
  return Object.fromEntries(
    keys.map((key) => {
      const change = changes.find((each) => names(each, key)) ?? changes[0] ?? null
      const what = nowWords(now[key])
      return [key, `${changedFrom(change, what, context)} Submit again to have yours instead.`]
    }),
  )
}

const VALUE = 100

function nowWords(value: unknown): string {
  const initial = initialOf(value)
  if (initial === undefined) return 'emptied this'
  if (typeof initial === 'boolean') return `changed this to ${initial ? 'yes' : 'no'}`
  return `changed this to “${clip(typeof initial === 'object' ? initial.label : initial, VALUE)}”`
}

/** Whether a column, or a part of one, is called like the field: `close` is in `expected_close`, `city` a part of `address`. */
function names({ before, after }: AuditedChange, key: string): boolean {
  const wanted = plain(key.replace(/^own-/, ''))
  return Object.entries(after ?? {}).some(([column, value]) => {
    if (plain(column).includes(wanted)) return true
    const [was, is] = [partsOf(before?.[column]), partsOf(value)]
    return Object.keys({ ...was, ...is }).some(
      (part) => plain(part) === wanted && JSON.stringify(was[part]) !== JSON.stringify(is[part]),
    )
  })
}

const plain = (name: string): string => name.replace(/[-_]/g, '').toLowerCase()
const partsOf = (value: unknown): Args => (typeof value === 'object' && value !== null ? (value as Args) : {})

const entered = (value: FormValues[string]): string => (value === true ? 'yes' : value ? value : '')

/** A value as a form's input has it; nothing, an unticked box and an emptied field are the same. */
function textOf(value: unknown): string {
  const initial = initialOf(value)
  if (typeof initial === 'object') return initial.value
  return initial === true ? 'yes' : initial || ''
}

const isSame = (a: string, b: string): boolean => lineFeeds(a).trim() === lineFeeds(b).trim()
