import { no, ok, type Result } from '../lib/result.js'
import { clip, oneLine, storable } from '../lib/text.js'
import type { Columns } from './columns.js'
import type { ImportKind, ImportRecord, ImportRow, Refusal, Values } from './define-import.js'
import { DAY_FIRST, dayFormatOf, MONTH_FIRST } from './read-day.js'
import { type DecimalMark, decimalMarkOf } from './read-number.js'
import type { Table } from './read-table.js'
import { type Formats, readValue } from './read-values.js'

/** What a file brings: records, and the rows that can't be read. No row is in neither. */
export type Records = {
  records: readonly ImportRecord[]
  refused: readonly Refusal[]
  /** Headings of columns that say something and that no field was taken from. */
  untaken: readonly string[]
}

export type Told = { dateFormat?: string | undefined; decimal?: DecimalMark | undefined }

/** Reads every row of a table by a kind's fields. Only dates that nobody can be sure of are a fault of the file. */
export function readRecords(kind: ImportKind, table: Table, columns: Columns, told: Told): Result<Records> {
  const formats = formatsOf(kind, table, columns, told)
  if (!formats.ok) return formats
  const refused: Refusal[] = []
  const rows: ImportRow[] = []
  const broken = new Map<string, number>()
  for (const { row, cells } of table.rows) {
    const { values, fault } = readRow(kind, cells, columns, formats.value)
    if (!fault) rows.push({ row, values })
    else refused.push({ row, ...fault })
    if (fault && kind.together?.(values)) broken.set(kind.keyOf(values, 0), row)
  }
  const { records, again } = gathered(kind, rows)
  const whole = records.filter(({ key }) => !broken.has(key))
  const parts = records
    .filter(({ key }) => broken.has(key))
    .flatMap(({ key, rows: of }) =>
      of.map(({ row }) => ({
        row,
        field: null,
        value: null,
        reason: `It belongs to row ${broken.get(key)}, which can't be read.`,
      })),
    )
  return ok({ records: whole, refused: [...refused, ...parts, ...again], untaken: untakenOf(table, columns) })
}

function untakenOf({ headings, rows }: Table, columns: Columns): string[] {
  const taken = new Set(columns.values())
  return headings.filter((_heading, at) => !taken.has(at) && rows.some(({ cells }) => (cells[at] ?? '').trim() !== ''))
}

function formatsOf(kind: ImportKind, table: Table, columns: Columns, told: Told): Result<Formats> {
  if (table.formats) return ok(table.formats)
  const cellsOf = (type: string) =>
    [...columns]
      .filter(([field]) => kind.fields[field]?.type === type)
      .flatMap(([, at]) =>
        table.rows.map(({ cells }) => cells[at] ?? '').filter((text) => text.trim() !== '' && text.length < 60),
      )
  const days = [...cellsOf('day'), ...cellsOf('month').filter((text) => /\d[./-]\d+[./-]/.test(text))]
  const dateFormat = told.dateFormat ?? dayFormatOf(days)
  if (dateFormat === 'ask') {
    const sample = days.find((text) => /^\s*\d{1,2}\D\d{1,2}\D/.test(text)) ?? ''
    return no(
      `“${sample.trim()}” may have the day or the month first. Say it: --date-format ${DAY_FIRST} or ${MONTH_FIRST}`,
    )
  }
  return ok({ dateFormat, decimal: told.decimal ?? decimalMarkOf(cellsOf('number')) })
}

type Read = { values: Values; fault: Omit<Refusal, 'row'> | null }

/** What can be read of a row, and the first thing that can't. */
function readRow(kind: ImportKind, cells: readonly string[], columns: Columns, formats: Formats): Read {
  const values: Record<string, string> = {}
  let fault: Read['fault'] = null
  for (const [field, at] of columns) {
    const type = kind.fields[field]?.type
    const text = cells[at] ?? ''
    if (!type || text.trim() === '') continue
    const value = readValue(text, type, formats)
    if (value.ok) values[field] = value.value
    else fault ??= { field, value: shownValue(text), reason: sentence(value.problem) }
  }
  const missing = Object.entries(kind.fields).find(([name, { required }]) => required && values[name] === undefined)
  return {
    values,
    fault: fault ?? (missing ? { field: missing[0], value: null, reason: 'This has to be there.' } : null),
  }
}

/** One line, storable and short, for a report. */
export const shownValue = (text: string): string => clip(oneLine(storable(text)), 80)

const sentence = (text: string): string => `${text[0]?.toUpperCase()}${text.slice(1)}.`

/** Rows of one key are one record, or the later one is refused. */
function gathered(kind: ImportKind, rows: readonly ImportRow[]): { records: ImportRecord[]; again: Refusal[] } {
  const records = new Map<string, ImportRow[]>()
  const once = new Map<string, ImportRow[]>()
  const seen = new Map<string, number>()
  const again: Refusal[] = []
  for (const each of rows) {
    const said = JSON.stringify(each.values)
    const before = seen.get(said) ?? 0
    seen.set(said, before + 1)
    const key = kind.keyOf(each.values, before)
    const also = kind.alsoOnce?.(each.values) ?? []
    const others = records.get(key) ?? also.map((one) => once.get(one)).find(Boolean)
    if (others && !(kind.together?.(each.values) && kind.together(others[0]?.values ?? {})))
      again.push({
        row: each.row,
        field: null,
        value: null,
        reason: `Row ${others[0]?.row} is about the same already.`,
      })
    else if (others) others.push(each)
    else {
      const record = [each]
      records.set(key, record)
      for (const one of also) once.set(one, record)
    }
  }
  return { records: [...records].map(([key, of]) => ({ key, rows: of })), again }
}
