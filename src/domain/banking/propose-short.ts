import { shortDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'
import type { DifferenceMethod } from '../billing/payment.js'
import { discountsOf, inTime, spread, withheldRate } from './lack.js'
import type { BankLine } from './line-store.js'
import type { Difference, Proposal, Settling } from './proposal.js'

/** A bank that is in between keeps a few units; a discount is a few per cent. Beyond that it is a part of the sum. */
const SMALL_PER_CENT = 5n

/**
 * Less came than the documents named have open. What their own terms allow, and what the bank itself says was kept on the way, needs no
 * question; nor does what is plainly a part of one document. Else it is asked, with what it may be.
 */
export function tooLittle(line: BankLine, does: Settling, lack: bigint, reason: string): Proposal[] {
  const { items } = does
  const text = formatMoney(money(lack, items[0]?.currency ?? line.currency))
  const found = (why: string, differences: readonly Difference[], certain = false): Proposal => ({
    by: 'reference',
    reason: `${reason} ${why}`,
    certain,
    does: { ...does, differences },
  })
  const may = (method: DifferenceMethod, what: string) => found(`${text} less: ${what}.`, spread(items, lack, method))
  const staysOpen = (certain = false) => found(`${text} stay open.`, [], certain)

  const terms = discountsOf(items)
  if (terms?.minor === lack) {
    if (terms.until === null) return [found(`${text} less: the discount that our payment run took.`, terms.parts, true)]
    const day = shortDate(terms.until)
    return inTime(line, terms.until)
      ? [found(`${text} less: the discount for paying by ${day}.`, terms.parts, true)]
      : [found(`${text} less: the discount, but that was for paying by ${day}.`, terms.parts), staysOpen()]
  }
  if (keptOnTheWay(line) === lack)
    return [found(`${text} less: kept on the way, the bank says what was sent.`, spread(items, lack, 'fee'), true)]
  const open = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const small = lack * 100n <= open * SMALL_PER_CENT
  const rate = line.amountMinor > 0n ? withheldRate(items, lack) : null
  if (!small && rate === null) return [staysOpen(items.length === 1)]
  return [
    ...(small ? [may('fee', 'the bank’s fee'), may('discount', 'a discount')] : []),
    ...(rate === null ? [] : [may('withholding', `${rate} % of the net, tax withheld`)]),
    staysOpen(),
  ]
}

/** What was sent in the same currency and did not arrive; null where the bank says nothing of it. */
function keptOnTheWay({ amountMinor, currency, originalMinor, originalCurrency }: BankLine): bigint | null {
  if (amountMinor < 0n || originalMinor === null || originalCurrency !== currency) return null
  return originalMinor > amountMinor ? originalMinor - amountMinor : null
}
