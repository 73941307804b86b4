import type { Result } from '../lib/result.js'
import { fold } from './columns.js'
import { readTable, type Table } from './read-table.js'

/** What a report calls the fields of a kind, as a preset has it. */
type Names = Readonly<Record<string, readonly string[]>>

/**
 * Reports that are made to be looked at: a title and a time above the headings, sums below and between the rows, a note at the end. Null
 * where no row has two of the names: it is no such report.
 */
export function readReport(text: string, names: Names): Result<Table> | null {
  const known = new Set(Object.values(names).flat().map(fold))
  const isHead = (cells: readonly string[]) => cells.filter((cell) => known.has(fold(cell))).length >= 2
  const table = readTable(text, isHead)
  if (!table.ok) return null
  return { ok: true, value: { ...table.value, rows: table.value.rows.filter(({ cells }) => isDetail(cells)) } }
}

/**
 * The same of a journal, which says what an entry has only in its first row: the rows below it take that over. A row without an account
 * sums up its entry. Numbers count within a type of transaction, so that they are told apart by both.
 */
export function readJournalReport(text: string, names: Names): Result<Table> | null {
  const table = readReport(text, names)
  if (!table?.ok) return table
  const folded = table.value.headings.map(fold)
  const column = (field: string) => folded.findIndex((each) => (names[field] ?? []).map(fold).includes(each))
  const [account, date, entry] = [column('account'), column('date'), column('entry')]
  const type = folded.indexOf('transaction type')
  const carried = [date, entry, column('memo')].filter((at) => at >= 0)
  let first: readonly string[] = []
  const rows = table.value.rows.flatMap(({ row, cells }) => {
    if ((cells[account] ?? '').trim() === '') return []
    if ((cells[date] ?? '').trim() !== '')
      first = cells.map((cell, at) => (at === entry && cell && type >= 0 ? `${cells[type]} ${cell}` : cell))
    return [{ row, cells: cells.map((cell, at) => (carried.includes(at) ? (first[at] ?? '') : cell)) }]
  })
  return { ok: true, value: { ...table.value, rows } }
}

/** Neither a sum nor a line of text that stands alone. */
function isDetail(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return filled.length > 1 && !/^total\b/i.test(filled[0] ?? '')
}
