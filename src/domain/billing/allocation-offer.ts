import { formatMoney } from '../../lib/money.js'
import type { Overdue } from './dunning.js'
import type { OnAccount } from './still-owed.js'

/** What of a customer's own would settle which of their invoices, in that order. */
export type AllocationOffer = { from: string; to: readonly string[] }

/** The oldest money for what is longest due; only of the company itself, since only there it settles something. Pure. */
export function allocationOffers(overdue: readonly Overdue[], onAccount: readonly OnAccount[]): AllocationOffer[] {
  const open = new Map(overdue.map(({ name, open: { minor } }) => [name, minor]))
  const take = ({ name, amount }: OnAccount): AllocationOffer => {
    let left = amount.minor
    const alike = overdue.filter(({ open: { currency } }) => currency === amount.currency)
    const to = alike.filter(({ name: invoice }) => {
      const wanted = open.get(invoice) ?? 0n
      const taken = wanted < left ? wanted : left
      open.set(invoice, wanted - taken)
      left -= taken
      return taken > 0n
    })
    return { from: name, to: to.map((invoice) => invoice.name) }
  }
  return onAccount
    .filter(({ mergedIn }) => !mergedIn)
    .map(take)
    .filter(({ to }) => to.length > 0)
}

/** As it is typed. */
export const allocateWords = ({ from, to }: AllocationOffer): string =>
  `payment allocate ${from} to:${to.length === 1 ? to[0] : `"${to.join(' ')}"`}`

/** They paid, and only didn't say what for. */
export const whyCovered = (
  customer: string,
  theirs: readonly OnAccount[],
  offers: readonly AllocationOffer[],
): string =>
  `${customer} has as much with us as is past due: ${said(theirs)}. ${whatFor(offers, 'instead of reminding')}`

export const whyLess = (customer: string, theirs: readonly OnAccount[], offers: readonly AllocationOffer[]): string =>
  `${customer} has with us: ${said(theirs)}. A reminder takes it off what it asks for. ${whatFor(offers, 'first')}`

const said = (theirs: readonly OnAccount[]): string =>
  theirs.map(({ name, amount }) => `${name} (${formatMoney(amount)})`).join(', ')

const whatFor = (offers: readonly AllocationOffer[], when: string): string =>
  offers.length === 0
    ? 'It stands under a company that was merged with this one: reverse it, and record it under this one for what it pays.'
    : `Say what it is for ${when}: ${offers.map(allocateWords).join(', ')}`
