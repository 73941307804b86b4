import { formatMoney, money } from '../../lib/money.js'
import type { BankLine } from './line-store.js'
import type { OpenItem } from './match-book.js'
import type { Proposal, Settling } from './proposal.js'
import { uniqueSubset } from './subset-sum.js'

/** What the line is worth in the currency of documents: what was sent, where that was another one. */
export function paidIn(line: BankLine, currency: string): bigint | null {
  const own = line.currency === currency ? line.amountMinor : null
  const sent = line.originalCurrency === currency ? line.originalMinor : null
  const minor = own ?? sent
  return minor === null ? null : minor < 0n ? -minor : minor
}

const settling = (items: readonly OpenItem[], difference: Settling['difference'] = null): Settling | null => {
  const [first] = items
  return first ? { kind: 'settle', party: first.party, partyName: first.partyName, items, difference } : null
}

/** A bank that is in between keeps a few units; a discount is a few per cent. Beyond that it is a part of the sum. */
const SMALL_PER_CENT = 5n

/**
 * Documents that the payer names. The whole sum, or plainly a part of one, needs no question. A small lack may be a fee or a discount and
 * too much may be anything: these are asked, with the choices.
 */
export function fewerThanNamed(line: BankLine, named: readonly OpenItem[], reason: string): Proposal[] {
  const currency = named[0]?.currency ?? line.currency
  const paid = paidIn(line, currency)
  if (paid === null || named.some((item) => item.currency !== currency)) return []
  const open = named.reduce((sum, { openMinor }) => sum + openMinor, 0n)
  const does = settling(named)
  if (!does) return []
  const found = (certain: boolean, more: Partial<Proposal> = {}): Proposal => ({
    by: 'reference',
    reason,
    certain,
    does,
    ...more,
  })
  if (paid === open) return [found(true)]
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  if (paid > open)
    return [found(false, { reason: `${reason} ${text(paid - open)} more than is open would be held on account.` })]
  const lack = open - paid
  if (lack * 100n > open * SMALL_PER_CENT)
    return [found(named.length === 1, { reason: `${reason} ${text(lack)} stay open.` })]
  const last = named.at(-1)
  const differs = (method: 'fee' | 'discount', what: string): Proposal[] =>
    last && last.openMinor > lack
      ? [
          found(false, {
            reason: `${reason} ${text(lack)} less: ${what}.`,
            does: { ...does, difference: { method, minor: lack } },
          }),
        ]
      : []
  return [
    ...differs('fee', 'the bank’s fee'),
    ...differs('discount', 'a discount'),
    found(false, { reason: `${reason} ${text(lack)} stay open.` }),
  ]
}

/** Documents of one party (or of anybody, when nobody is known) that come to just the amount: one alone, else one set. */
export function bySum(line: BankLine, items: readonly OpenItem[], sure: boolean): Proposal[] {
  const equal = items.filter((item) => item.openMinor === paidIn(line, item.currency))
  if (equal.length > 0) {
    const others = equal.length > 1 ? ` ${equal.length - 1} more of the same amount.` : ''
    return equal.slice(0, 5).flatMap((item) => {
      const does = settling([item])
      const reason = `${item.name} of ${item.partyName} has just this amount open.${others}`
      return does ? [{ by: 'amount', reason, certain: sure && equal.length === 1, does }] : []
    })
  }
  const inOwn = items.filter(({ currency }) => currency === line.currency)
  const paid = line.amountMinor < 0n ? -line.amountMinor : line.amountMinor
  const set = sure ? uniqueSubset(inOwn, paid) : null
  const does = set && settling(set)
  if (!set || !does) return []
  return [
    {
      by: 'amount',
      reason: `${set.map(({ name }) => name).join(', ')} of ${does.partyName} come to just this amount.`,
      certain: sure,
      does,
    },
  ]
}
