import type { MadeReport } from '../../domain/reports/make-report.js'
import type { Cell, Column, Row } from '../../lib/table.js'

/** Rows of the report that a total adds up, both included. */
export type Added = { from: number; to: number }

type Figures = Pick<MadeReport, 'rows' | 'subtotals'>

/**
 * Which rows the figure of a subtotal or of the total (`at` is the number of rows) adds up, or null where it is no sum of them: a
 * balance that runs, a share, amounts of several currencies of which one is meant. Subtotals between are passed over, as Excel's
 * SUBTOTAL does.
 */
export function addedUp({ rows, subtotals = [] }: Figures, totals: Row, column: Column, at: number): Added | null {
  const isTotal = at === rows.length
  const own = isTotal ? totals[column.key] : rows[at]?.[column.key]
  const from = isTotal ? 0 : Math.max(0, ...subtotals.filter((each) => each < at).map((each) => each + 1))
  if (column.type !== 'money' && column.type !== 'number') return null
  const parts = rows.slice(from, at).filter((_, index) => !subtotals.includes(from + index))
  const sum = sumOf(parts.map((row) => row[column.key]))
  return sum !== null && parts.length > 0 && isSame(own, sum) ? { from, to: at - 1 } : null
}

type Sum = { currency: string | null; value: bigint }

/** Nothing adds nothing; a text, or a second currency, makes it no sum. Whole numbers alone are added exactly. */
function sumOf(cells: readonly (Cell | undefined)[]): Sum | null {
  let sum: Sum | undefined
  for (const cell of cells) {
    const part = valueOf(cell)
    if (part === null) return null
    if (part === 'nothing') continue
    if (sum && sum.currency !== part.currency) return null
    sum = { currency: part.currency, value: (sum?.value ?? 0n) + part.value }
  }
  return sum ?? null
}

function valueOf(cell: Cell | undefined): Sum | 'nothing' | null {
  if (cell === null || cell === undefined) return 'nothing'
  if (typeof cell === 'number') return Number.isInteger(cell) ? { currency: null, value: BigInt(cell) } : null
  return typeof cell === 'object' && 'money' in cell ? { currency: cell.money.currency, value: cell.money.minor } : null
}

function isSame(cell: Cell | undefined, sum: Sum): boolean {
  const own = valueOf(cell)
  return own !== null && own !== 'nothing' && own.currency === sum.currency && own.value === sum.value
}
