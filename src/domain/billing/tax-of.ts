import { divideRounded } from '../../lib/money.js'

/** The tax on a net amount at a code's rate, whoever charges or assesses it. */
export const taxAt = (netMinor: bigint, { ratePpm }: { ratePpm: number }): bigint =>
  divideRounded(netMinor * BigInt(ratePpm), 1_000_000n)

/** What of a purchase's tax we get back; the share is in basis points. */
export const backOf = (taxMinor: bigint, { deductibleBp }: { deductibleBp: number }): bigint =>
  divideRounded(taxMinor * BigInt(deductibleBp), 10_000n)

/** Reverse charge and acquisitions (UNCL 5305): the supplier charges no tax, we assess it ourselves, on both sides. */
export const isSelfAssessed = ({ category }: { category: string | null }): boolean =>
  category === 'AE' || category === 'K'
