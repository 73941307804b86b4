import { parse } from 'csv-parse/sync'
import type { StatementFile } from '../../../domain/banking/statement.js'
import { csvDelimiter } from '../../../lib/csv-delimiter.js'
import { no, ok, type Result } from '../../../lib/result.js'
import { MOST_LINES } from '../limits.js'
import { balancesOf } from './csv-balances.js'
import { dateFormatOf, decimalOf } from './csv-formats.js'
import { CSV_FIELDS, type CsvField, type CsvMapping, columnsOf } from './csv-mapping.js'
import { type RowLine, readRow } from './read-row.js'

/**
 * A bank's CSV: any separator, any order of columns. The heading row is the first one with a date and an amount among its headings, so
 * that what banks write above it is passed over. `currency` is the account's, where no column has one.
 */
export function readCsv(text: string, mapping: CsvMapping, currency: string | null): Result<StatementFile> {
  const rows = rowsOf(text)
  if (!rows.ok) return rows
  const head = headOf(rows.value, mapping)
  if (!head.ok) return head
  const { at, columns } = head.value
  const body = rows.value.slice(at + 1).filter((row) => isMovement(row, columns))
  if (body.length > MOST_LINES) return no(`It has more than ${MOST_LINES} lines. Export shorter periods`)
  const formats = {
    decimal: mapping.decimal ?? decimalOf(body, columns),
    dateFormat: mapping.dateFormat ?? dateFormatOf(body, columns),
  }
  if (formats.dateFormat === null)
    return no('It does not say whether the day or the month comes first. Say it: dates:DD/MM/YYYY or dates:MM/DD/YYYY')
  const read: RowLine[] = []
  let seen = currency
  for (const [index, row] of body.entries()) {
    const line = readRow(row, columns, { ...formats, dateFormat: formats.dateFormat, currency })
    if (!line.ok) return no(`Row ${at + index + 2}: ${line.problem}`)
    if (seen !== null && line.value.currency !== seen)
      return no(`Row ${at + index + 2} is in ${line.value.currency}, others in ${seen}: one account has one currency`)
    seen = line.value.currency
    read.push(line.value)
  }
  if (read.length === 0) return no('It has a heading, but no movement under it')
  const booked = read.map(({ line }) => line.bookingDate).toSorted()
  const ordered = balancesOf(read)
  return ok({
    format: 'csv',
    statements: [
      {
        account: null,
        currency: seen,
        number: null,
        from: booked[0] ?? null,
        to: booked.at(-1) ?? null,
        openingMinor: ordered.openingMinor,
        closingMinor: ordered.closingMinor,
        lines: ordered.lines,
        notes: ordered.notes,
      },
    ],
    refused: [],
  })
}

/** Rows may have fewer or more cells than the heading: banks put sums and remarks under their lists. */
function rowsOf(text: string): Result<string[][]> {
  try {
    // A bank writes about the account above the list, which has one delimiter or none.
    const delimiter = csvDelimiter(text, { lines: 100 })
    const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true }
    return ok(parse(text, { ...options, max_record_size: 1_000_000 }))
  } catch (thrown) {
    return no(`It can't be read as CSV: ${thrown instanceof Error ? thrown.message : 'unknown reason'}`)
  }
}

type Head = { at: number; columns: ReadonlyMap<CsvField, number> }

function headOf(rows: readonly (readonly string[])[], mapping: CsvMapping): Result<Head> {
  let unknown: string | null = null
  for (const [at, row] of rows.slice(0, 40).entries()) {
    const columns = columnsOf(row, mapping.columns)
    if (columns instanceof Map) {
      const hasAmount = columns.has('amount') || (columns.has('credit') && columns.has('debit'))
      if (columns.has('date') && hasAmount) return ok({ at, columns })
    } else unknown ??= 'unknown' in columns ? columns.unknown : null
  }
  const headings = rows.slice(0, 40).toSorted((a, b) => b.length - a.length)[0] ?? []
  const named = headings
    .slice(0, 20)
    .map((each) => `“${each}”`)
    .join(', ')
  if (unknown !== null) return no(`It has no column “${unknown}”. Its columns seem to be ${named}`)
  return no(
    `Which column is which can't be told. Say it: map:"date=…,amount=…,name=…,text=…" (of ${CSV_FIELDS.join(', ')}). Its columns seem to be ${named}`,
  )
}

/** A row with something that looks like a date: sums and remarks below the list have none. */
function isMovement(row: readonly string[], columns: ReadonlyMap<CsvField, number>): boolean {
  const date = row[columns.get('date') ?? -1] ?? ''
  return /\d/.test(date) && row.length >= 2
}
