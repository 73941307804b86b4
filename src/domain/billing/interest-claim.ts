import { addDays, type IsoDate } from '../../lib/dates.js'
import { formatMoney, type Money, money } from '../../lib/money.js'
import { accruedInterest, type Debt, type InterestTerms, termsOn } from './interest.js'

/** An invoice that was or is open past its due date, and what became of its interest so far. */
export type LateInvoice = {
  invoiceId: string
  companyId: string
  name: string
  currency: string
  version: number
  open: boolean
  debt: Debt
  /** The highest step of a reminder that could say it: one that went out since there was interest at all. */
  saidAt: number
  /** Charged and waived together. */
  doneInterestMinor: bigint
  doneFeeMinor: bigint
}

/** What the customer owes besides the invoice: kept until it is charged and paid, or waived. */
export type InterestClaim = {
  invoiceId: string
  companyId: string
  invoice: string
  currency: string
  dueDate: IsoDate
  through: IsoDate
  interestMinor: bigint
  feeMinor: bigint
  /** A reminder told the customer of it. */
  said: boolean
  version: number
}

/**
 * What is claimed of an invoice by `through`, less what was charged or waived; null where nothing is, or where it is not to be said yet.
 * `levels` has the steps of a reminder that is being written, by invoice.
 */
export function claimOf(
  late: LateInvoice,
  terms: readonly InterestTerms[],
  { through, levels }: { through: IsoDate; levels?: ReadonlyMap<string, number> },
): InterestClaim | null {
  const current = termsOn(terms, through)
  if (current === null) return null
  const level = Math.max(late.saidAt, levels?.get(late.invoiceId) ?? 0)
  if (level < current.fromLevel) return null
  const interestMinor = atLeastNothing(accruedInterest(late.debt, terms, through) - late.doneInterestMinor)
  const done = late.doneInterestMinor + late.doneFeeMinor > 0n
  const whenLate = termsOn(terms, addDays(late.debt.dueDate, 1)) ?? terms[0] ?? current
  const feeMinor = done || whenLate.feeCurrency !== late.currency ? 0n : whenLate.feeMinor
  if (interestMinor + feeMinor === 0n) return null
  return {
    invoiceId: late.invoiceId,
    companyId: late.companyId,
    invoice: late.name,
    currency: late.currency,
    dueDate: late.debt.dueDate,
    through,
    interestMinor,
    feeMinor,
    said: late.saidAt >= current.fromLevel,
    version: late.version,
  }
}

const atLeastNothing = (minor: bigint): bigint => (minor > 0n ? minor : 0n)

export const claimed = ({ interestMinor, feeMinor, currency }: InterestClaim): Money =>
  money(interestMinor + feeMinor, currency)

/** "Interest on INV-2026-0042 up to 27 November 2026: 12.40 EUR", and the fee in a line of its own. */
export function claimLines(
  { invoice, currency, through, interestMinor, feeMinor }: InterestClaim,
  day: (date: IsoDate) => string,
): string[] {
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  return [
    ...(interestMinor > 0n ? [`Interest on ${invoice} up to ${day(through)}: ${text(interestMinor)}`] : []),
    ...(feeMinor > 0n ? [`For the late payment of ${invoice}: ${text(feeMinor)}`] : []),
  ]
}
