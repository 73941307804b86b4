import type { IsoDate } from '../../../lib/dates.js'
import { isoDate } from '../iso-date.js'
import type { CsvField } from './csv-mapping.js'

type Rows = readonly (readonly string[])[]
type Columns = ReadonlyMap<CsvField, number>

const cells = (rows: Rows, columns: Columns, fields: readonly CsvField[]): string[] =>
  rows.flatMap((row) => fields.flatMap((field) => row[columns.get(field) ?? -1] ?? []))

/** The sign before the last one or two digits of the amounts; a file of whole numbers reads the same either way. */
export function decimalOf(rows: Rows, columns: Columns): ',' | '.' {
  const amounts = cells(rows, columns, ['amount', 'credit', 'debit', 'balance'])
  const count = (pattern: RegExp) => amounts.filter((amount) => pattern.test(amount)).length
  return count(/,\d{1,2}\D*$/) > count(/\.\d{1,2}\D*$/) ? ',' : '.'
}

const NUMERIC = ['DD.MM.YYYY', 'MM.DD.YYYY'] as const

/**
 * How dates are written. With the year first there is one way; dots and dashes mean the day first; with slashes a day above 12 tells,
 * and without one nobody can know: null.
 */
export function dateFormatOf(rows: Rows, columns: Columns): string | null {
  const dates = cells(rows, columns, ['date']).map((text) => text.trim())
  if (dates.every((text) => /^\d{4}\D?\d{2}\D?\d{2}/.test(text))) return 'YYYY-MM-DD'
  const fits = NUMERIC.filter((format) => dates.every((text) => readDate(text, format) !== null))
  if (fits.length === 1) return fits[0] ?? null
  return fits.length > 1 && dates.every((text) => /^\d{1,2}[.-]/.test(text))
    ? 'DD.MM.YYYY'
    : fits.length > 1
      ? null
      : 'DD.MM.YYYY'
}

/** A date by its format's order of day, month and year; what separates them doesn't matter. Two digits of a year are this century's. */
export function readDate(text: string, format: string): IsoDate | null {
  const order = [...format.toUpperCase().matchAll(/Y+|M+|D+/g)].map(([part]) => part[0])
  const compact = /^\d{8}$/.test(text.trim()) ? splitCompact(text.trim(), order) : null
  const parts =
    compact ??
    text
      .trim()
      .split(/[^\d]+/)
      .filter(Boolean)
  const of = (letter: string) => parts[order.indexOf(letter)] ?? ''
  const year = of('Y').length === 2 ? `20${of('Y')}` : of('Y')
  return isoDate(`${year}-${of('M').padStart(2, '0')}-${of('D').padStart(2, '0')}`)
}

function splitCompact(text: string, order: readonly (string | undefined)[]): string[] {
  let at = 0
  return order.map((letter) => {
    const length = letter === 'Y' ? 4 : 2
    at += length
    return text.slice(at - length, at)
  })
}

/** `1.234,56-`, `(1,234.56)`, `€ 1 234,56`, `+5` as a plain decimal. Null where it is no number. */
export function plainDecimal(text: string, decimal: ',' | '.'): string | null {
  const bare = text.replace(/[^\d.,()+\-−]/g, '').replace('−', '-')
  const negative = bare.startsWith('(') || bare.startsWith('-') || bare.endsWith('-')
  const digits = bare.replace(/[()+-]/g, '')
  const grouping = decimal === ',' ? /\./g : /,/g
  const plain = digits.replace(grouping, '').replace(',', '.')
  return /^\d*\.?\d+$|^\d+\.$/.test(plain) ? `${negative ? '-' : ''}${plain}` : null
}
