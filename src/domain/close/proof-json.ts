import { type CellWords, cellText } from '../../lib/cell-text.js'
import { toDecimal } from '../../lib/money.js'
import type { Cell, Table } from '../../lib/table.js'

/** A proof as JSON that stays readable for ever: money as decimals with its currency. */
export const proofJson = (table: Table): PlainTable => ({
  columns: table.columns.map(({ key, label, type }) => ({ key, label, type })),
  rows: table.rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, plainCell(v)]))),
})

export type PlainTable = {
  columns: { key: string; label: string; type: string }[]
  rows: Record<string, string | number | null>[]
}

export function plainCell(cell: Cell): string | number | null {
  if (cell === null || typeof cell === 'number') return cell
  return typeof cell === 'object' && 'percent' in cell ? cell.percent : cellText(cell, PROOF)
}

const PROOF: CellWords = {
  nothing: '',
  text: (text) => text,
  number: String,
  money: (amount) => `${toDecimal(amount)} ${amount.currency}`,
  date: (date) => date,
  at: (at) => at.toISOString(),
  percent: String,
  record: ({ ref }) => ref,
}
