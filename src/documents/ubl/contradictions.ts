import { formatMoney, minorDigits, money } from '../../lib/money.js'
import type { EInvoice } from './e-invoice.js'
import { type Broken, checkEInvoice } from './rules.js'

/** What must hold before a document can be booked: its figures agree. What it ought to say besides is its sender's business. */
const MUST_HOLD = /^BR-(02|06|16|CO-1[0-6]|[A-Z]+-08)$/

/**
 * Where a supplier's document contradicts itself. Tax may be off by less than one unit of the currency a rate, as the norm's own
 * validation lets it: suppliers round by lines, and what they state is what we owe.
 */
export const contradictions = (invoice: EInvoice): Broken[] => [
  ...checkEInvoice(invoice).filter(({ rule }) => MUST_HOLD.test(rule)),
  ...checkRates(invoice),
]

function checkRates({ taxes, currency }: EInvoice): Broken[] {
  const unit = 10n ** BigInt(minorDigits(currency))
  return taxes.flatMap(({ category, rate, taxableMinor, taxMinor }) => {
    const [whole = '0', fraction = ''] = (rate ?? '0').split('.')
    const scale = 100n * 10n ** BigInt(fraction.length)
    const off = taxableMinor * BigInt(whole + fraction) - taxMinor * scale
    if (off < unit * scale && off > -unit * scale) return []
    const text = (minor: bigint) => formatMoney(money(minor, currency))
    const problem = `Category ${category} at ${rate ?? 0} % on ${text(taxableMinor)} can't come to ${text(taxMinor)}.`
    return [{ rule: 'BR-CO-17', problem }]
  })
}
