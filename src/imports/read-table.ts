import { parse } from 'csv-parse/sync'
import { decodeText } from '../documents/statements/decode-text.js'
import { csvDelimiter } from '../lib/csv-delimiter.js'
import { no, ok, type Result } from '../lib/result.js'
import type { Formats } from './read-values.js'

/** A file as rows of cells; `row` is what a spreadsheet calls it. */
export type Table = {
  headings: readonly string[]
  rows: readonly { row: number; cells: readonly string[] }[]
  /** Where the text itself says how its days and numbers are written. */
  formats?: Formats
}

const MOST_BYTES = 256 * 1024 * 1024

/** Bytes of a file as text: UTF-8 or UTF-16 by its mark, else Windows-1252. What is no text is refused by what it begins with. */
export function readText(bytes: Uint8Array): Result<string> {
  if (bytes.length === 0) return no('It is empty')
  if (bytes.length > MOST_BYTES) return no(`It is larger than ${MOST_BYTES / 1024 / 1024} MB. Split it`)
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1')
  if (head.startsWith('PK')) return no('It is a spreadsheet or a ZIP archive, not CSV. Export it as CSV')
  if (head === '%PDF-') return no('It is a PDF, not CSV')
  const text = decodeText(bytes)
  const nulls = text.slice(0, 2_000).split('\0').length - 1
  if (nulls > text.slice(0, 2_000).length / 4)
    return no('It is not text, or UTF-16 without a byte order mark. Save it as UTF-8')
  return text.trim() === '' ? no('It is empty') : ok(text)
}

/**
 * CSV with any of the usual separators; rows may be ragged, cells may have line breaks, quotes may be forgotten. The headings are its first
 * row, or the first that `isHead` knows: what stands above them is left out.
 */
export function readTable(text: string, isHead: (cells: readonly string[]) => boolean = () => true): Result<Table> {
  let records: string[][]
  try {
    const options = { relax_column_count: true, relax_quotes: true, skip_empty_lines: false }
    records = parse(text, { ...options, delimiter: csvDelimiter(text) })
  } catch (thrown) {
    return no(`It can't be read as CSV: ${thrown instanceof Error ? thrown.message.split('\n')[0] : 'unknown reason'}`)
  }
  const all = records.map((cells, index) => ({ row: index + 1, cells })).filter(({ cells }) => !isBlank(cells))
  const [head, ...rows] = all.slice(
    Math.max(
      0,
      all.findIndex(({ cells }) => isHead(cells)),
    ),
  )
  if (!head || head.cells.length < 2) return no('It has no headings of a CSV in its first row')
  return ok({ headings: head.cells.map((each) => each.trim()), rows })
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
