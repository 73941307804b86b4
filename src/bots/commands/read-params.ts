import type { Money } from '../../lib/money.js'
import { readDays } from './ask/read-days.js'
import type { Command } from './define-command.js'
import { type Compared, isNone, type Param, type RecordRef } from './params.js'
import { type AmountWords, readAmountWords } from './values/amount.js'
import { isYearless } from './values/calendar-words.js'
import { type Edge, readDate } from './values/date.js'
import {
  readChoice,
  readEmail,
  readFlag,
  readInteger,
  readMonth,
  readNumber,
  readPercent,
  readText,
} from './values/plain.js'
import { type Reading, type ReadingContext, unread } from './values/reading.js'

/** A record that is still words, or one that was chosen before and is looked up again by its id. */
export type RecordWords =
  | { key: string; param: Param; words: string }
  | { key: string; param: Param; chosen: RecordRef }

/** What the words of a command say, as far as that can be known without looking anything up. */
export type ReadParams = {
  values: Record<string, unknown>
  records: readonly RecordWords[]
  amounts: readonly { key: string; words: AmountWords }[]
  notes: readonly string[]
  /** By parameter, each a sentence. */
  problems: Readonly<Record<string, string>>
  missing: readonly string[]
}

/** `given` are words, or values that a stored action kept. Empty words count as not given. */
export function readParams(
  command: Command,
  given: Readonly<Record<string, unknown>>,
  context: ReadingContext,
): ReadParams {
  const reading = command.past?.(given) ? { ...context, past: true as const } : context
  const values: Record<string, unknown> = {}
  const problems: Record<string, string> = {}
  const records: RecordWords[] = []
  const amounts: { key: string; words: AmountWords }[] = []
  const notes: string[] = []
  const missing: string[] = []
  for (const [key, param] of targetFirst(command)) {
    const typed = given[key]
    if (isEmpty(typed)) {
      if (param.required) missing.push(key)
    } else if (param.clearable && (isNone(typed) || isNoneWord(typed))) {
      values[key] = null
    } else if (param.type === 'record') {
      records.push(isRecord(typed) ? { key, param, chosen: typed } : { key, param, words: String(typed) })
    } else if (typeof typed !== 'string') {
      values[key] = typed
    } else if (param.compares && isComparison(param, typed, context)) {
      values[key] = { compared: typed.trim() } satisfies Compared
    } else if (param.type === 'amount') {
      const reading = readAmountWords(typed)
      if (reading.ok) amounts.push({ key, words: reading.value })
      else problems[key] = reading.problem
    } else {
      const value = readValue(key, param, typed, beginning(key, param, given, reading))
      if (!value.ok) problems[key] = value.problem
      else {
        values[key] = value.value
        if (value.note) notes.push(`${param.label.toLowerCase()} ${value.note}`)
      }
    }
  }
  return { values, records, amounts, notes, problems, missing }
}

/** Of what is past, a month without its year lies before the one up to which is asked: `from:october to:january`. */
function beginning(
  key: string,
  param: Param,
  given: Readonly<Record<string, unknown>>,
  reading: ReadingContext,
): ReadingContext {
  const [from, to] = [given[key], given['to']]
  if (!reading.past || key !== 'from' || typeof from !== 'string' || typeof to !== 'string' || !isYearless(from))
    return reading
  const [first, last] = [readValue(key, param, from, reading), readValue('to', param, to, reading)]
  const reversed = first.ok && last.ok && String(first.value) > String(last.value)
  return reversed ? { ...reading, today: `${String(last.value).slice(0, 7)}-01` } : reading
}

/** The target is looked up first: stages, tasks and amounts may depend on it. */
const targetFirst = (command: Command): [string, Param][] =>
  Object.entries(command.params).sort(([, a], [, b]) => Number(b.target ?? false) - Number(a.target ?? false))

const isEmpty = (typed: unknown): boolean =>
  typed === undefined || typed === null || (typeof typed === 'string' && typed.trim() === '')

const isNoneWord = (typed: unknown): boolean => typeof typed === 'string' && /^(none|-)$/i.test(typed.trim())

const isRecord = (typed: unknown): typed is RecordRef => typeof typed === 'object' && typed !== null && 'id' in typed

/** `>10k`, `!5`, `10k..50k`; and of a day a period. */
function isComparison({ type }: Param, typed: string, context: ReadingContext): boolean {
  if (/^\s*[!<>=]|\.\./.test(typed)) return true
  const days = type === 'date' ? readDays(typed, context) : undefined
  return days?.ok === true && days.value.from !== days.value.to
}

export const isMoney = (value: unknown): value is Money =>
  typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value

function readValue(key: string, param: Param, typed: string, context: ReadingContext): Reading<unknown> {
  switch (param.type) {
    case 'date':
      return readDate(typed, context, edgeOf(key))
    case 'month':
      return readMonth(typed, context, edgeOf(key))
    case 'integer':
      return readInteger(typed)
    case 'number':
      return readNumber(typed)
    case 'percent':
      return readPercent(typed)
    case 'email':
      return readEmail(typed)
    case 'flag':
      return readFlag(typed)
    case 'choice':
      return readChoice(typed, param.choices ?? [])
    case 'text':
    case 'words':
    case 'compared':
      return readText(typed)
    default:
      return unread(`${param.label} can't be typed.`)
  }
}

const EDGES: Record<string, Edge> = {
  from: 'start',
  since: 'start',
  start: 'start',
  to: 'end',
  until: 'end',
  end: 'end',
  asof: 'end',
  'as-of': 'end',
}
const edgeOf = (key: string): Edge | undefined =>
  Object.hasOwn(EDGES, key.toLowerCase()) ? EDGES[key.toLowerCase()] : undefined
