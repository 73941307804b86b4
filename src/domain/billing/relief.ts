import { divideRounded, runningValues } from '../../lib/money.js'
import type { DifferencePart } from './payment-entry.js'
import { backOf, isSelfAssessed, taxAt } from './tax-of.js'

/** What a document charged under a tax code, or under none, and the account of the code's tax. */
export type Charged = {
  taxCodeId: string | null
  /** UNCL 5305. */
  category: string | null
  ratePpm: number | null
  /** How much of a purchase's tax is recovered, in basis points. */
  deductibleBp: number | null
  accountId: string | null
  netMinor: bigint
  taxMinor: bigint
}

/** An amount above zero that is given up of a document, and the accounts that codes and lines don't name themselves. */
export type GivenUp = { minor: bigint; baseMinor: bigint; accountId: string; taxOutput: string; taxInput: string }

/** Of its net one part goes to `accountId`, under its code; of its tax another, to where the tax was posted. */
type Weighed = { accountId: string; taxCodeId?: string; of: bigint }

/**
 * An amount that is given up on a document, split as the document is. Adds up to the amount, and to its worth in the base currency,
 * exactly. On a purchase what was not recovered of the tax is a part of the cost, so it goes where the net goes; what we assessed
 * ourselves is lessened on both sides.
 */
export function relieved(
  charged: readonly Charged[],
  totalMinor: bigint,
  isBill: boolean,
  given: GivenUp,
): DifferencePart[] {
  const lines = [
    ...charged.flatMap((each) => taxesOf(each, isBill, given)),
    ...charged.map((each) => ({ accountId: given.accountId, ...codeOf(each), of: each.netMinor })),
  ]
  const share = (whole: bigint) => (sum: bigint) => divideRounded(whole * sum, totalMinor)
  const weights = lines.map(({ of }) => of)
  const minors = runningValues(weights, share(given.minor))
  const bases = runningValues(weights, share(given.baseMinor))
  const parts = lines.map(({ of: _of, ...line }, i) => ({ ...line, minor: minors[i] ?? 0n, baseMinor: bases[i] ?? 0n }))
  const assessed = isBill ? charged.flatMap((each, i) => assessedOf(each, parts.at(i - charged.length), given)) : []
  return [...parts, ...assessed].filter(({ minor, baseMinor }) => minor !== 0n || baseMinor !== 0n)
}

const codeOf = ({ taxCodeId }: Charged): { taxCodeId?: string } => (taxCodeId === null ? {} : { taxCodeId })

function taxesOf(each: Charged, isBill: boolean, given: GivenUp): Weighed[] {
  if (each.taxCodeId === null) return [{ accountId: given.accountId, of: each.taxMinor }]
  const code = { taxCodeId: each.taxCodeId }
  if (!isBill) return [{ accountId: each.accountId ?? given.taxOutput, ...code, of: each.taxMinor }]
  const back = deductible(each.taxMinor, each)
  return [
    { accountId: each.accountId ?? given.taxInput, ...code, of: back },
    { accountId: given.accountId, of: each.taxMinor - back },
  ]
}

/** The supplier charged no tax, we did: on the part of the net that is not paid, neither is owed nor recovered. */
function assessedOf(each: Charged, net: DifferencePart | undefined, given: GivenUp): DifferencePart[] {
  if (!net || each.taxCodeId === null || !isSelfAssessed(each)) return []
  const on = (minor: bigint) => taxAt(minor, { ratePpm: each.ratePpm ?? 0 })
  const whole = { minor: on(net.minor), baseMinor: on(net.baseMinor) }
  const back = { minor: deductible(whole.minor, each), baseMinor: deductible(whole.baseMinor, each) }
  const taxCodeId = each.taxCodeId
  return [
    { accountId: each.accountId ?? given.taxInput, taxCodeId, ...back },
    { accountId: given.accountId, minor: whole.minor - back.minor, baseMinor: whole.baseMinor - back.baseMinor },
    { accountId: given.taxOutput, taxCodeId, minor: -whole.minor, baseMinor: -whole.baseMinor },
  ]
}

const deductible = (taxMinor: bigint, { deductibleBp }: Charged): bigint =>
  backOf(taxMinor, { deductibleBp: deductibleBp ?? 10_000 })
