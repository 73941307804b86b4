import { parse } from 'csv-parse/sync'
import { decodeText } from '../../../documents/statements/decode-text.js'
import { isoDate } from '../../../documents/statements/iso-date.js'
import type { JournalLine } from '../../../domain/ledger/journal-line.js'
import { csvDelimiter } from '../../../lib/csv-delimiter.js'
import type { IsoDate } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { minorOf } from './read-amount.js'

export type FileEntry = { row: number; date: IsoDate; memo: string; lines: readonly JournalLine[] }

/** More is history, which `daybook import journal` takes in. */
const MOST_ROWS = 2_000
const FORM =
  'The first row names the columns: entry, date, memo, account, debit and credit (or amount), and as they are needed currency, department, company, document, tax, note.'
const COLUMNS = [
  'entry',
  'date',
  'memo',
  'account',
  'debit',
  'credit',
  'amount',
  'currency',
  'department',
  'company',
  'document',
  'tax',
  'note',
] as const
type Column = (typeof COLUMNS)[number]
type Row = { row: number; cells: Readonly<Partial<Record<Column, string>>> }

/**
 * Entries of a CSV, a row a posting. Rows of one `entry` (where there is no such column: of one date and memo) are one entry, in the order of
 * the file. Throws `invalid` with the row as a spreadsheet counts it, and what it should be.
 */
export function readJournalFile(bytes: Uint8Array, base: string): FileEntry[] {
  const rows = rowsOf(bytes)
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const { entry, date, memo } = row.cells
    const key = entry ?? `${date ?? ''} ${memo ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].map((group) => entryOf(group, base))
}

function entryOf(rows: readonly Row[], base: string): FileEntry {
  const [first] = rows
  if (!first) throw invalid(`There is nothing in it. ${FORM}`)
  const date = isoDate(first.cells.date ?? '')
  if (date === null) throw invalid(`Row ${first.row}: “${first.cells.date ?? ''}” is no day: write it like 2026-11-30.`)
  const memo = first.cells.memo
  if (memo === undefined) throw invalid(`Row ${first.row} has no memo: what is the entry for?`)
  for (const { row, cells } of rows)
    if (cells.date !== undefined && isoDate(cells.date) !== date)
      throw invalid(`Row ${row} is of another day than row ${first.row}, though they are one entry.`)
  return { row: first.row, date, memo, lines: rows.map((row) => lineOf(row, base)) }
}

function lineOf({ row, cells }: Row, base: string): JournalLine {
  const { account, debit, credit, amount, currency, department, company, document, tax, note } = cells
  if (account === undefined) throw invalid(`Row ${row} names no account.`)
  const given = [debit, credit, amount].filter((each) => each !== undefined)
  if (given.length !== 1) throw invalid(`Row ${row} needs one amount: debit, credit, or amount with its sign.`)
  const read = minorOf([given[0], currency].filter(Boolean).join(' '), row, { currency: base, base }, FORM)
  return {
    account,
    amount: credit === undefined ? read : { ...read, minor: -read.minor },
    ...(department && { department }),
    ...(company && { company }),
    ...(document && { document }),
    ...(tax && { taxCode: tax }),
    ...(note && { memo: note }),
  }
}

function rowsOf(bytes: Uint8Array): Row[] {
  const text = decodeText(bytes)
  let records: string[][]
  try {
    records = parse(text, { delimiter: csvDelimiter(text), relax_column_count: true, trim: true })
  } catch (thrown) {
    throw invalid(
      `It can't be read as CSV: ${thrown instanceof Error ? thrown.message.split('\n')[0] : 'it is broken'}.`,
    )
  }
  const [head = [], ...body] = records
  const columns = head.map((each) => each.toLowerCase())
  const unknown = columns.find((each) => !(COLUMNS as readonly string[]).includes(each))
  if (unknown !== undefined) throw invalid(`There is no column “${unknown}”. ${FORM}`)
  if (!columns.includes('account') || !columns.includes('date')) throw invalid(FORM)
  if (body.length > MOST_ROWS)
    throw invalid(
      `It has ${body.length} rows; ${MOST_ROWS} are taken at once. History comes in by daybook import journal.`,
    )
  return body
    .map((cells, at) => ({ row: at + 2, cells: cellsOf(columns as Column[], cells) }))
    .filter(({ cells }) => Object.keys(cells).length > 0)
}

const cellsOf = (columns: readonly Column[], cells: readonly string[]): Row['cells'] =>
  Object.fromEntries(columns.flatMap((column, at) => (cells[at] ? [[column, cells[at]]] : [])))
