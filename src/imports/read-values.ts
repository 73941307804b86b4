import { no, ok, type Result } from '../lib/result.js'
import { clip } from '../lib/text.js'
import type { FieldType } from './define-import.js'
import { dayBy, isYearFirst, plainDay } from './read-day.js'
import { type DecimalMark, readNumber } from './read-number.js'

/** How a file writes what can be written in several ways. */
export type Formats = { dateFormat: string; decimal: DecimalMark | null }

const LONGEST = 2_000
const YES = /^(yes|y|true|on|1|x|active|ja|oui|si)$/i
const NO = /^(no|n|false|off|0|inactive|nein|non)$/i

/** A cell that isn't blank, as its kind is given it, or why not. Nothing is guessed and nothing cut. */
export function readValue(text: string, type: FieldType, formats: Formats): Result<string> {
  if (text.includes('\0')) return no('it has a NUL character, which is no text')
  if (text.length > LONGEST) return no(`it has ${text.length} characters; ${LONGEST} are the most`)
  return readers[type](text.trim(), formats)
}

const readers: Record<FieldType, (text: string, formats: Formats) => Result<string>> = {
  text: (text) => ok(text),
  day: (text, { dateFormat }) => {
    const inOrder = !isYearFirst(text)
    const day = plainDay(text) ?? (inOrder ? dayBy(text, dateFormat) : null)
    return day === null ? no(`it is no day of the calendar${inOrder ? ` as ${dateFormat}` : ''}`) : ok(day)
  },
  month: (text, formats) => {
    const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
    if (month) return ok(text)
    const day = plainDay(/^[a-z]+ \d{4}$/i.test(text) ? `1 ${text}` : text) ?? dayBy(text, formats.dateFormat)
    return day === null ? no('it is no month: write it like 2026-10') : ok(day.slice(0, 7))
  },
  number: (text, { decimal }) => {
    const [point, comma] = [readNumber(text, '.'), readNumber(text, ',')]
    const plain = decimal === null ? (point ?? comma) : readNumber(text, decimal)
    if (plain === null) return no(decimal === ',' ? 'it is no number with a decimal comma' : 'it is no number')
    if (decimal === null && comma !== null && point !== null && comma !== point)
      return no(`it may be ${point} or ${comma}: say which with --decimal . or --decimal ,`)
    return ok(plain)
  },
  // Without groups, so that a point is always the decimal mark; a comma may be one of thousands where three digits follow.
  rate: (text, { decimal }) => {
    if (decimal === ',' && text.includes('.')) return no('it is no number with a decimal comma')
    if (decimal === '.' || !/^\d+,\d+$/.test(text)) return ok(text)
    const [point, whole] = [text.replace(',', '.'), text.replace(',', '')]
    if (decimal === null && /^[1-9]\d{0,2},\d{3}$/.test(text))
      return no(`it may be ${point} or ${whole}: say which with --decimal . or --decimal ,`)
    return ok(point)
  },
  flag: (text) => (YES.test(text) ? ok('yes') : NO.test(text) ? ok('no') : no('it is neither yes nor no')),
  currency: (text) =>
    Intl.supportedValuesOf('currency').includes(text.toUpperCase())
      ? ok(text.toUpperCase())
      : no(`“${clip(text, 20)}” is no currency: write its code, like EUR`),
}
