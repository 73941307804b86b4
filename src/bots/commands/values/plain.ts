import { type IsoMonth, monthOf } from '../../../lib/dates.js'
import { nearest } from '../grammar/nearest.js'
import { monthFrom, rangeFrom } from './calendar-words.js'
import type { Edge } from './date.js'
import { type Reading, type ReadingContext, read, shown, unread } from './reading.js'

/** With an `edge` the first or last month of a longer time is one as well: `from:q3 to:q3`. */
export function readMonth(typed: string, context: ReadingContext, edge?: Edge): Reading<IsoMonth> {
  const range = edge && rangeFrom(typed, context)
  const month = monthFrom(typed, context) ?? (range && monthOf(edge === 'start' ? range.from : range.to))
  if (!month)
    return unread(`${shown(typed)} is not a month: write it like ${context.today.slice(0, 7)}, october or last month.`)
  const name = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
  return read(month, /^\d{4}-\d\d$/.test(typed.trim()) ? undefined : name.format(new Date(`${month}-01T00:00:00Z`)))
}

export function readInteger(typed: string): Reading<number> {
  const text = typed.trim().replace(/(?<=\d)[,_](?=\d{3}(?!\d))/g, '')
  const value = Number(text)
  if (!/^[+-]?\d{1,9}$/.test(text)) return unread(`${shown(typed)} is not a whole number: write it like 12.`)
  return read(value)
}

/** `1,200.5`, `-3`: up to fifteen digits, which is as much as is kept exactly. */
export function readNumber(typed: string): Reading<number> {
  const text = typed.trim().replace(/(?<=\d)[,_](?=\d{3}(?!\d))/g, '')
  if (!/^[+-]?\d+(\.\d+)?$/.test(text) || text.replace(/\D/g, '').length > 15)
    return unread(`${shown(typed)} is not a number: write it like 12 or 12.5.`)
  return read(Number(text))
}

/** `20%`, `20`, `12.5 %`: from 0 to 100. */
export function readPercent(typed: string): Reading<number> {
  const match = /^(\d{1,3}(?:[.,]\d{1,4})?) ?%?$/.exec(typed.trim())
  const value = Number(match?.[1]?.replace(',', '.'))
  if (!match || value > 100) return unread(`${shown(typed)} is not a percentage from 0 to 100: write it like 20%.`)
  return read(value, `${value}%`)
}

/** A plain address, or one as Slack sends it (`<mailto:dana@example.com|dana@example.com>`). Lower case. */
export function readEmail(typed: string): Reading<string> {
  const address = (/^<mailto:([^|>]+)(?:\|[^>]*)?>$/i.exec(typed.trim())?.[1] ?? typed.trim()).toLowerCase()
  if (address.length > 254 || !/^[^\s@<>"|]+@[^\s@<>"|.]+(\.[^\s@<>"|.]+)+$/.test(address))
    return unread(`${shown(typed)} is not an email address: write it like dana@example.com.`)
  return read(address)
}

const YES = ['yes', 'y', 'true', 'on', '1']
const NO = ['no', 'n', 'false', 'off', '0']

export function readFlag(typed: string): Reading<boolean> {
  const word = typed.trim().toLowerCase()
  if (YES.includes(word)) return read(true)
  if (NO.includes(word)) return read(false)
  return unread(`${shown(typed)} is neither yes nor no.`)
}

/** A choice by its name or the only one that begins so. */
export function readChoice(typed: string, choices: readonly string[]): Reading<string> {
  const word = typed
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
  const folded = (choice: string) => choice.toLowerCase().replace(/[\s_]+/g, '-')
  const exactly = choices.find((choice) => folded(choice) === word)
  if (exactly !== undefined) return read(exactly)
  const begun = word === '' ? [] : choices.filter((choice) => folded(choice).startsWith(word))
  const [only] = begun
  if (only !== undefined && begun.length === 1) return read(only, only)
  const close = nearest(word, choices.map(folded))
  const hint = close ? ` Did you mean ${choices.find((choice) => folded(choice) === close)}?` : ''
  return unread(`${shown(typed)} is not one of ${choices.join(', ')}.${hint}`)
}

const LONGEST_TEXT = 3000

export function readText(typed: string): Reading<string> {
  const text = typed.replace(/[^\P{Cc}\n\t]/gu, '').trim()
  if (text.length > LONGEST_TEXT)
    return unread(`That text has ${text.length} characters; ${LONGEST_TEXT} are the most.`)
  return text === '' ? unread('There is no text.') : read(text)
}
