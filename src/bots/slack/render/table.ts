import type { types } from '@slack/bolt'
import type { Cell, Column, Row, Table } from '../../../lib/table.js'
import { clip } from '../../../lib/text.js'
import { plainCell, type Zone } from './cells.js'

/** Slack takes 100 rows; a chat is read on a phone too, so we stop sooner and attach the rest (blocks.ts). */
const ROWS_SHOWN = 40
/** Slack's limit of a table block (docs: Block Kit reference). */
const COLUMNS_SHOWN = 20
const CELL_CHARACTERS = 80
/** Slack's 10,000 for all cells of a message, less a little: a time may be longer in the reader's zone. Counted with the zone's name. */
const TABLE_CHARACTERS = 9_500
const WRAPS_FROM = 22

const rightAligned = new Set<Column['type']>(['money', 'number', 'percent'])

/** A Reply's table as Slack's `table` block: heads, right-aligned figures, totals last. */
export function tableBlock(whole: Table, zone: Zone): types.TableBlock {
  const table = { ...whole, columns: columnsShown(whole) }
  const currencies = table.columns.map((column) => onlyCurrency(table, column))
  const heads = table.columns.map(({ label }, at) => raw(currencies[at] ? `${label}, ${currencies[at]}` : label))
  const cells = (row: Row) =>
    table.columns.map(({ key }, at) => raw(withoutCurrency(plainCell(row[key], zone), currencies[at])))
  const rows = table.rows.slice(0, rowsShown(table)).map(cells)
  const totals = table.totals ? [cells(blankMissing(table.columns, table.totals))] : []
  const grid = [heads, ...rows, ...totals]
  return {
    type: 'table',
    rows: grid,
    column_settings: table.columns.map((column, index) => ({
      align: rightAligned.has(column.type) ? 'right' : 'left',
      // Only long texts may break: a short word, a date or a reference on two lines is hard to read.
      is_wrapped: !rightAligned.has(column.type) && grid.some((row) => (row[index]?.text.length ?? 0) > WRAPS_FROM),
    })),
  }
}

/** One page of a table that is too long for a message, and which it is. */
export type TablePage = { table: Table; number: number; count: number; from: number; to: number }

/** The page of this number from 0, or the last one: each has as many rows as a message shows. */
export function pageOf(table: Table, wanted: number): TablePage {
  const starts: number[] = []
  for (let at = 0; at < table.rows.length || at === 0; ) {
    starts.push(at)
    at += Math.max(1, rowsShown({ ...table, rows: table.rows.slice(at, at + ROWS_SHOWN) }))
  }
  const number = Math.max(0, Math.min(wanted, starts.length - 1))
  const from = starts[number] ?? 0
  const to = starts[number + 1] ?? table.rows.length
  return { table: { ...table, rows: table.rows.slice(from, to) }, number, count: starts.length, from, to }
}

/** How many of a table's rows a message shows. */
export function rowsShown(table: Table): number {
  const { rows, totals } = table
  const columns = columnsShown(table)
  const length = (row: Row): number =>
    columns.reduce((sum, { key }) => sum + Math.min(plainCell(row[key], null).length, CELL_CHARACTERS), 0)
  const heads = Object.fromEntries(columns.map(({ key, label }) => [key, label]))
  let left = TABLE_CHARACTERS - length(heads) - (totals ? length(totals) : 0)
  const tooMany = rows.findIndex((row) => {
    left -= length(row)
    return left < 0
  })
  return Math.min(tooMany < 0 ? rows.length : tooMany, ROWS_SHOWN)
}

/** Of more columns than Slack takes those that say what a row is, and the last ones: the newest months, and the total. */
function columnsShown({ columns }: Table): readonly Column[] {
  if (columns.length <= COLUMNS_SHOWN) return columns
  const figures = columns.findIndex(({ type }) => rightAligned.has(type))
  const heads = figures < 0 ? COLUMNS_SHOWN : Math.min(figures, COLUMNS_SHOWN / 2)
  return [...columns.slice(0, heads), ...columns.slice(columns.length - COLUMNS_SHOWN + heads)]
}

/** The labels of the columns that a message has no room for, in their order. */
export function columnsLeft(table: Table): string[] {
  const shown = new Set(columnsShown(table))
  return table.columns.filter((column) => !shown.has(column)).map(({ label }) => label)
}

/** Whether a cell of the rows that a message shows is longer than it shows it. */
export const hasCutCells = (table: Table): boolean =>
  table.rows
    .slice(0, rowsShown(table))
    .some((row) => columnsShown(table).some(({ key }) => plainCell(row[key], 'UTC').length > CELL_CHARACTERS))

/** Whether one page of a message shows less of a table than all that stands in its rows. */
export const isNarrowed = (table: Table): boolean => columnsLeft(table).length > 0 || hasCutCells(table)

/** The currency of a column of money that has but one: it stands in the head then, not in every cell. */
function onlyCurrency({ rows, totals }: Table, column: Column): string | undefined {
  if (column.type !== 'money') return undefined
  const found = new Set([...rows, ...(totals ? [totals] : [])].flatMap((row) => currencyOf(row[column.key])))
  return found.size === 1 ? [...found][0] : undefined
}

const currencyOf = (cell: Cell | undefined): string[] =>
  cell !== null && typeof cell === 'object' && 'money' in cell ? [cell.money.currency] : []

const withoutCurrency = (text: string, currency: string | undefined): string =>
  currency && text.endsWith(` ${currency}`) ? text.slice(0, -currency.length - 1) : text

// Slack refuses an empty cell; a no-break space is the least ink.
const raw = (text: string) => ({ type: 'raw_text' as const, text: clip(text, CELL_CHARACTERS) || '\u00a0' })

const blankMissing = (columns: readonly Column[], totals: Row): Row =>
  Object.fromEntries(columns.map((column) => [column.key, totals[column.key] ?? '']))
