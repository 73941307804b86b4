import type { Money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'

/** A line as somebody types it: accounts, companies and documents by what people call them. Debit positive. */
export type JournalLine = {
  account: string
  /** Null on one line at most: it takes what is left. */
  amount: Money | null
  /** Of an amount in another currency than the books', where the day's rate is not meant. */
  baseMinor?: bigint
  department?: string
  company?: string
  /** INV-2026-0042, BILL-12, PAY-3: what a line on a control account belongs to. */
  document?: string
  taxCode?: string
  memo?: string
}

export type WholeLine = JournalLine & { amount: Money }

/**
 * Gives the one line without an amount what balances the entry. With all lines in one currency it is in that, else the books' own:
 * `baseOf` says what an amount is worth there.
 */
export function completeLines(
  lines: readonly JournalLine[],
  base: string,
  baseOf: (line: WholeLine) => bigint,
): Result<WholeLine[]> {
  if (lines.length < 2) return no('An entry needs at least two lines, such as: 6310 1200; 1800')
  const given = lines.filter((line): line is WholeLine => line.amount !== null)
  if (lines.length - given.length > 1) return no('Only one line may be without an amount: it takes what is left.')
  if (given.some(({ amount }) => amount.minor === 0n)) return no('A line of 0.00 says nothing. Leave it out.')
  const currencies = new Set(given.map(({ amount }) => amount.currency))
  const [only] = currencies
  const currency = currencies.size === 1 && only !== undefined ? only : base
  const sum = given.reduce((total, line) => total + (currencies.size === 1 ? line.amount.minor : baseOf(line)), 0n)
  if (given.length < lines.length && sum === 0n)
    return no('The lines balance already; nothing is left for the one without an amount.')
  return ok(lines.map((line) => ({ ...line, amount: line.amount ?? { minor: -sum, currency } })))
}
