import { formatMoney, money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { BankLine } from './line-store.js'
import { type OpenItem, partyIdOf } from './match-book.js'
import type { PayingOut } from './proposal.js'
import { settling } from './propose-settling.js'

/**
 * Documents of several payers in one line, as a card or payment processor pays them out: each is settled in full by its own payer's
 * payment, and what the line lacks is the processor's fee. A problem says why a line can't be that.
 */
export function payoutOf(line: BankLine, items: readonly OpenItem[], isFee: boolean): Result<PayingOut> {
  if (line.amountMinor < 0n) return no('These documents are not of one company. What we pay is paid to one at a time.')
  if (items.some(({ currency }) => currency !== line.currency))
    return no(`These documents are in other currencies than ${line.ref} says.`)
  const gross = items.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const feeMinor = gross - line.amountMinor
  const apart = formatMoney(money(feeMinor < 0n ? -feeMinor : feeMinor, line.currency))
  if (feeMinor < 0n)
    return no(
      `${line.ref} is ${apart} more than these documents of several companies come to: name what it is for as well.`,
    )
  if (feeMinor > 0n && !isFee)
    return no(
      `These documents of several companies come to ${apart} more than ${line.ref}. If whoever pays out kept that, say rest:fee.`,
    )
  const parties = [...new Set(items.map(({ party }) => partyIdOf(party)))]
  const shares = parties.flatMap((id) => settling(items.filter(({ party }) => partyIdOf(party) === id)) ?? [])
  return ok({ kind: 'payout', shares, feeMinor })
}
