import { readDate } from '../documents/statements/csv/csv-formats.js'
import { isoDate } from '../documents/statements/iso-date.js'
import type { IsoDate } from '../lib/dates.js'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const YEAR_FIRST = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?(?: UTC)?)?$/
export const DAY_FIRST = 'DD/MM/YYYY'
export const MONTH_FIRST = 'MM/DD/YYYY'

/** Whether a day says its year first, so that no other order is to be tried. */
export const isYearFirst = (text: string): boolean => /^\d{4}[-/.]\d/.test(text.trim())

/** A day that can be read in one way only: the year first, or the month by its name (`31 Oct 2026`, `Oct 31, 2026`). */
export function plainDay(text: string): IsoDate | null {
  const iso = YEAR_FIRST.exec(text.trim())
  if (iso) return isoDate(`${iso[1]}-${iso[2]}-${iso[3]}`)
  const words = text
    .toLowerCase()
    .replace(/[,.]/g, ' ')
    .trim()
    .split(/[\s-]+/)
  const named = words.length === 3 ? words.findIndex((word) => /^[a-z]{3,}$/.test(word)) : -1
  const month = MONTHS.indexOf((words[named] ?? '').slice(0, 3)) + 1
  const [day, year] = words.filter((_, at) => at !== named)
  if (named < 0 || named > 1 || month === 0 || !/^\d{1,2}$/.test(day ?? '') || !/^\d{4}$/.test(year ?? '')) return null
  return isoDate(`${year}-${String(month).padStart(2, '0')}-${day?.padStart(2, '0')}`)
}

/** A day in digits by its format's order; its time, where there is one, is left out. */
export function dayBy(text: string, format: string): IsoDate | null {
  const digits = /^\s*([\d./ -]*\d)/.exec(text.replace(/[T ]\d{1,2}:.*$/, ''))?.[1]
  return digits === undefined || digits.length < 6 ? null : readDate(digits, format)
}

/** How a file writes its days: `ask` where the day or the month may come first and nothing tells which. Dots mean the day. */
export function dayFormatOf(days: readonly string[]): string {
  const others = days.filter((text) => plainDay(text) === null)
  if (others.every((text) => /^\s*\d{1,2}\.\d{1,2}\./.test(text))) return DAY_FIRST
  const reads = (format: string) => others.filter((text) => dayBy(text, format) !== null).length
  const [dayFirst, monthFirst] = [reads(DAY_FIRST), reads(MONTH_FIRST)]
  return dayFirst === monthFirst
    ? dayFirst === 0
      ? DAY_FIRST
      : 'ask'
    : dayFirst > monthFirst
      ? DAY_FIRST
      : MONTH_FIRST
}
