import type { types } from '@slack/bolt'
import type { Column, Row, Table } from '../../../lib/table.js'
import { plainCell } from './cells.js'
import { clip } from './mrkdwn.js'

/** Slack takes 100 rows; a chat is read on a phone too, so we stop sooner and attach the rest (blocks.ts). */
export const TABLE_ROWS_SHOWN = 40
const CELL_CHARACTERS = 80
const WRAPS_FROM = 22

const rightAligned = new Set<Column['type']>(['money', 'number', 'percent'])

/** A Reply's table as Slack's `table` block: heads, right-aligned figures, totals last. */
export function tableBlock(table: Table, zone: string): types.TableBlock {
  const heads = table.columns.map((column) => raw(column.label))
  const rows = table.rows.slice(0, TABLE_ROWS_SHOWN).map((row) => cells(table.columns, row, zone))
  const totals = table.totals ? [cells(table.columns, blankMissing(table.columns, table.totals), zone)] : []
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

const cells = (columns: readonly Column[], row: Row, zone: string) =>
  columns.map((column) => raw(plainCell(row[column.key], zone)))

// Slack refuses an empty cell; a no-break space is the least ink.
const raw = (text: string) => ({ type: 'raw_text' as const, text: clip(text, CELL_CHARACTERS) || '\u00a0' })

const blankMissing = (columns: readonly Column[], totals: Row): Row =>
  Object.fromEntries(columns.map((column) => [column.key, totals[column.key] ?? '']))
