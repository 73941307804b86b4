import type { NumberFormat } from './number-format.js'

/** A cell as it is read: what it says, or a number with the decimals that it shows by itself. */
export type Cell = string | { value: number; decimals: number }

/** More of them no currency has, and a quotient has as many as fit. */
const MOST_DECIMALS = 6

export function numberCell(value: number, format: NumberFormat): Cell {
  if (format === 'other' || !Number.isFinite(value)) return ''
  const shown = format === 'general' ? 0 : format.decimals
  return { value, decimals: shown > 0 ? Math.min(shown, MOST_DECIMALS) : decimalsOf(value) }
}

/** A workbook keeps doubles: 0.1 + 0.2 has one decimal. One is written as two: 12.5 is an amount. */
function decimalsOf(value: number): number {
  const nearEnough = Math.max(1, Math.abs(value)) * 1e-11
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals += 1)
    if (Math.abs(value - Number(value.toFixed(decimals))) <= nearEnough) return decimals === 1 ? 2 : decimals
  return MOST_DECIMALS
}

/** Cells as text. A whole number that shows no decimals has those of its column: 500 above 119.50 is 500.00, and a year stays one. */
export function textsOf(rows: readonly (readonly Cell[])[]): string[][] {
  const columns = new Map<number, number>()
  for (const row of rows)
    for (const [column, cell] of row.entries())
      if (typeof cell !== 'string') columns.set(column, Math.max(columns.get(column) ?? 0, cell.decimals))
  return rows.map((row) =>
    row.map((cell, column) =>
      typeof cell === 'string' ? cell : cell.value.toFixed(cell.decimals || (columns.get(column) ?? 0)),
    ),
  )
}
