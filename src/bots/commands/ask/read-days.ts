import { addDays, addMonths, dayOfWeek, firstOfMonth, monthOf } from '../../../lib/dates.js'
import { type DateRange, rangeFrom } from '../values/calendar-words.js'
import { readDate } from '../values/date.js'
import { type Reading, type ReadingContext, read, shown, unread } from '../values/reading.js'

/**
 * Days in one word: `this-quarter`, `last-30-days`, `2026-10`, `q3`, `today`, `+14d`, `eoy`. What binds words is read as a
 * space, so that `last-month` and "last month" are the same.
 */
export function readDays(typed: string, context: ReadingContext): Reading<DateRange> {
  const text = typed
    .trim()
    .toLowerCase()
    .replace(/(?<=[a-z])[-_](?=[a-z0-9])|(?<=\d)-(?=[a-z])/g, ' ')
    .replace(/\s+/g, ' ')
  const range = stretch(text, context) ?? rangeFrom(text, context)
  if (range) return read(range)
  const day = readDate(text, context)
  if (day.ok) return read({ from: day.value, to: day.value })
  return unread(`${shown(typed)} is no day or period: write it like this-quarter, last-30-days, 2026-10 or 2026-10-31.`)
}

/** Pieces of time that hang on today. */
function stretch(text: string, context: ReadingContext): DateRange | undefined {
  const { today } = context
  if (text === 'mtd' || text === 'month to date') return { from: firstOfMonth(monthOf(today)), to: today }
  if (text === 'qtd' || text === 'quarter to date')
    return { from: rangeFrom('this quarter', context)?.from ?? today, to: today }
  const week = /^(last|previous|this|current|next) week$/.exec(text)?.[1]
  if (week) return weekOf(addDays(today, week === 'next' ? 7 : week === 'this' || week === 'current' ? 0 : -7))
  const counted = /^(last|past|previous|next|coming) (\d{1,3}) (day|week|month|quarter|year)s?$/.exec(text)
  if (!counted) return undefined
  const ahead = counted[1] === 'next' || counted[1] === 'coming'
  const other = moved(today, Number(counted[2]) * (ahead ? 1 : -1), counted[3] ?? 'day')
  return ahead ? { from: today, to: other } : { from: other, to: today }
}

const weekOf = (day: string): DateRange => {
  const monday = addDays(day, 1 - dayOfWeek(day))
  return { from: monday, to: addDays(monday, 6) }
}

function moved(day: string, count: number, unit: string): string {
  if (unit === 'day') return addDays(day, count)
  if (unit === 'week') return addDays(day, 7 * count)
  return addMonths(day, count * (unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12))
}
