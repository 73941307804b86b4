import { formatMoney, money } from '../../lib/money.js'
import { discountsOf, inTime } from './lack.js'
import type { BankLine } from './line-store.js'
import type { OpenItem } from './match-book.js'
import type { Difference, Proposal, Settling } from './proposal.js'
import { tooLittle } from './propose-short.js'
import { uniqueSubset } from './subset-sum.js'

/** What the line is worth in the currency of documents: what was sent, where that was another one. */
export function paidIn(line: BankLine, currency: string): bigint | null {
  const own = line.currency === currency ? line.amountMinor : null
  const sent = line.originalCurrency === currency ? line.originalMinor : null
  const minor = own ?? sent
  return minor === null ? null : minor < 0n ? -minor : minor
}

export const settling = (items: readonly OpenItem[], differences: readonly Difference[] = []): Settling | null => {
  const [first] = items
  return first ? { kind: 'settle', party: first.party, partyName: first.partyName, items, differences } : null
}

const sumOf = (items: readonly OpenItem[]): bigint => items.reduce((sum, { openMinor }) => sum + openMinor, 0n)

/**
 * Documents that the payer names. The whole sum needs no question, nor what their terms explain. A small lack may be a fee or a discount
 * and too much may be anything: these are asked, with the choices.
 */
export function settleNamed(line: BankLine, named: readonly OpenItem[], reason: string): Proposal[] {
  const currency = named[0]?.currency ?? line.currency
  const paid = paidIn(line, currency)
  const does = settling(named)
  if (!does || paid === null || named.some((item) => item.currency !== currency)) return []
  const open = sumOf(named)
  if (paid < open) return tooLittle(line, does, open - paid, reason)
  const more = formatMoney(money(paid - open, currency))
  return [
    paid === open
      ? { by: 'reference', reason, certain: true, does }
      : {
          by: 'reference',
          reason: `${reason} ${more} more than is open would be held on account.`,
          certain: false,
          does,
        },
  ]
}

/** Documents of one party (or of anybody, when nobody is known) that come to just the amount: one alone, else one set. */
export function bySum(line: BankLine, items: readonly OpenItem[], sure: boolean): Proposal[] {
  const offers = items.flatMap((item) => offersOf(line, item))
  const equal = offers.filter(({ openMinor, item }) => openMinor === paidIn(line, item.currency))
  if (equal.length > 0) {
    const others = equal.length > 1 ? ` ${equal.length - 1} more of the same amount.` : ''
    return equal.slice(0, 5).flatMap(({ item, differences, less }) => {
      const does = settling([item], differences)
      const reason = `${item.name} of ${item.partyName} has just this amount open${less}.${others}`
      return does ? [{ by: 'amount', reason, certain: sure && equal.length === 1, does }] : []
    })
  }
  return sure ? bySet(line, offers) : []
}

type Offer = { item: OpenItem; openMinor: bigint; differences: readonly Difference[]; less: string }

/** What a document can be settled with that day: the whole, or the whole less what its terms allow. */
function offersOf(line: BankLine, item: OpenItem): Offer[] {
  const whole = { item, openMinor: item.openMinor, differences: [], less: '' }
  const terms = discountsOf([item])
  if (!terms || !inTime(line, terms.until)) return [whole]
  return [
    whole,
    { item, openMinor: item.openMinor - terms.minor, differences: terms.parts, less: ' less its discount' },
  ]
}

/** All of a set in full, else all of one with the discounts that are due. */
function bySet(line: BankLine, offers: readonly Offer[]): Proposal[] {
  const inOwn = offers.filter(({ item }) => item.currency === line.currency)
  const paid = line.amountMinor < 0n ? -line.amountMinor : line.amountMinor
  const full = inOwn.filter(({ differences }) => differences.length === 0)
  const least = full.map((each) => inOwn.find(({ item, less }) => item === each.item && less !== '') ?? each)
  const set = uniqueSubset(full, paid) ?? uniqueSubset(least, paid)
  const does =
    set &&
    settling(
      set.map(({ item }) => item),
      set.flatMap(({ differences }) => differences),
    )
  if (!set || !does) return []
  const less = set.map((each) => each.less).find(Boolean) ?? ''
  const names = set.map(({ item }) => item.name).join(', ')
  const reason = `${names} of ${does.partyName} come to just this amount${less && ' less their discounts'}.`
  return [{ by: 'amount', reason, certain: true, does }]
}
