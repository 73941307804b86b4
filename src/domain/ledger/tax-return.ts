import type { IsoDate } from '../../lib/dates.js'

/** What was posted under a tax code, in the base currency: net as it was sold or bought, taxes as they are owed or recovered. */
export type TaxTotal = {
  taxCodeId: string
  code: string
  name: string
  side: 'sale' | 'purchase'
  /** UNCL 5305. */
  category: string
  ratePpm: number
  netMinor: bigint
  /** Owed to the authority: on sales, and on purchases under reverse charge. */
  outputMinor: bigint
  /** Recovered from it. */
  inputMinor: bigint
}

/** Which postings a return counts: up to a seal, and none that an earlier return counted. */
export type ReturnSpan = {
  /** The first day of a return's own span; what is dated before and was sealed later falls into it as well. */
  from: IsoDate
  to: IsoDate
  seal: bigint | null
  /** The end and the seal of the return before. */
  previous: { endsOn: IsoDate; seal: bigint } | null
}

/** What is due to the authority; below zero: what it owes. */
export const dueOf = (totals: readonly TaxTotal[]): bigint =>
  totals.reduce((sum, { outputMinor, inputMinor }) => sum + outputMinor - inputMinor, 0n)

/**
 * What empties the accounts on which the taxes stand, debits positive: a code's own account, else the general one. The tax that we owe
 * on a purchase (reverse charge) always stands on the general one.
 */
export function settledAt(
  totals: readonly TaxTotal[],
  own: ReadonlyMap<string, string>,
  general: { output: string; input: string },
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  const add = (account: string, minor: bigint) => sums.set(account, (sums.get(account) ?? 0n) + minor)
  for (const { taxCodeId, side, outputMinor, inputMinor } of totals) {
    const account = own.get(taxCodeId)
    add((side === 'sale' && account) || general.output, outputMinor)
    add((side === 'purchase' && account) || general.input, -inputMinor)
  }
  return sums
}

/** `TAX-2026-3` by the year in which it ends and how many of that year came before. */
export const returnRef = (to: IsoDate, earlierOfYear: number): string => `TAX-${to.slice(0, 4)}-${earlierOfYear + 1}`
