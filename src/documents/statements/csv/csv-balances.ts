import type { ReadStatement } from '../../../domain/banking/statement.js'
import type { RowLine } from './read-row.js'

type Ordered = Pick<ReadStatement, 'openingMinor' | 'closingMinor' | 'lines' | 'notes'>

/**
 * Lines oldest first, and what they open and close with where a column tells the balance after each. Banks list newest first as often as
 * not: the dates tell, and within one day the balances do.
 */
export function balancesOf(rows: readonly RowLine[]): Ordered {
  const [first, last] = [rows[0], rows.at(-1)]
  const newestFirst =
    first && last && first.line.bookingDate !== last.line.bookingDate
      ? first.line.bookingDate > last.line.bookingDate
      : !connects(rows)
  const ordered =
    newestFirst && (connects(rows.toReversed()) || first?.line.bookingDate !== last?.line.bookingDate)
      ? rows.toReversed()
      : rows
  const lines = ordered.map(({ line }) => line)
  const opening = ordered[0]?.balanceMinor
  const closing = ordered.at(-1)?.balanceMinor
  if (opening == null || closing == null) return { openingMinor: null, closingMinor: null, lines, notes: [] }
  return { openingMinor: opening - (ordered[0]?.line.amountMinor ?? 0n), closingMinor: closing, lines, notes: [] }
}

const connects = (rows: readonly RowLine[]): boolean =>
  rows.every(({ balanceMinor, line }, index) => {
    const before = rows[index - 1]?.balanceMinor
    return index === 0 || before == null || balanceMinor === null || before + line.amountMinor === balanceMinor
  })
