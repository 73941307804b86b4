import { type IsoDate, shortDate } from '../../lib/dates.js'
import { divideRounded } from '../../lib/money.js'

/** What is open of a bill or an expense, with all that decides whether it can be paid by file. */
export type Payable = {
  billId: string
  ref: string
  number: string | null
  party: string
  companyId: string | null
  staffId: string | null
  currency: string
  totalMinor: bigint
  openMinor: bigint
  dueDate: IsoDate
  discountBp: number | null
  discountUntil: IsoDate | null
  heldReason: string | null
  /** The account that the document itself names. */
  payeeNumber: string | null
  paymentReference: string | null
  payee: { id: string; holder: string; number: string; bic: string | null; routing: string | null } | null
  /** A change of the bank details waits for a second person. */
  changing: boolean
  /** The run that pays it already. */
  run: string | null
}

export type RunItem = {
  billId: string
  ref: string
  party: string
  dueDate: IsoDate
  amountMinor: bigint
  /** Kept for paying early. */
  discountMinor: bigint
  payee: NonNullable<Payable['payee']>
  /** Our reference, which comes back on the statement: the bill's. */
  endToEndId: string
  /** What the supplier reads. */
  remittance: string
  /** The books have it: less is open of the bill than the run pays. */
  paid: boolean
}

/** An account with an IBAN pays to IBANs, by ISO 20022; any other one within its country, by a CSV. */
export type PaidBy = 'iban' | 'routing'

export const paidBy = ({ routing }: { routing: string | null }): PaidBy => (routing === null ? 'iban' : 'routing')

const WRONG_FORM: Record<PaidBy, string> = {
  iban: 'their account has no IBAN: pay them from an account in their country',
  routing: 'their account is an IBAN: pay them from an account that has one',
}

export type Proposal = { items: readonly RunItem[]; left: readonly { ref: string; party: string; why: string }[] }

/** What a run of a day pays: what is due by `until`, and what is cheaper now than later. What is due and can't be paid is named. */
export function propose(
  payables: readonly Payable[],
  { payOn, until, by }: { payOn: IsoDate; until: IsoDate; by: PaidBy },
): Proposal {
  const items: RunItem[] = []
  const left: { ref: string; party: string; why: string }[] = []
  for (const payable of payables) {
    const discountMinor = discountOn(payable, payOn)
    if (payable.dueDate > until && !(discountMinor > 0n && (payable.discountUntil ?? '') <= until)) continue
    const { ref, party, payee } = payable
    const why = whyNot(payable) ?? (payee && paidBy(payee) !== by ? WRONG_FORM[by] : null)
    if (why !== null || payee === null) left.push({ ref, party, why: why ?? '' })
    else items.push(itemOf(payable, payee, discountMinor))
  }
  return { items, left }
}

function itemOf(payable: Payable, payee: NonNullable<Payable['payee']>, discountMinor: bigint): RunItem {
  const { billId, ref, party, dueDate, openMinor, paymentReference, number } = payable
  return {
    billId,
    ref,
    party,
    dueDate,
    amountMinor: openMinor - discountMinor,
    discountMinor,
    payee,
    endToEndId: ref,
    remittance: paymentReference ?? number ?? ref,
    paid: false,
  }
}

/** Only of a bill of which nothing is paid yet, and only up to the day that the supplier named. */
const discountOn = ({ totalMinor, openMinor, discountBp, discountUntil }: Payable, payOn: IsoDate): bigint =>
  discountBp !== null && discountUntil !== null && payOn <= discountUntil && openMinor === totalMinor
    ? divideRounded(totalMinor * BigInt(discountBp), 10_000n)
    : 0n

/** Null: nothing is in the way. */
export function whyNot({ party, staffId, heldReason, payee, changing, payeeNumber, run }: Payable): string | null {
  if (run !== null) return `${run} pays it`
  if (heldReason !== null) return `held back: ${heldReason}`
  if (changing) return `new bank details of ${party} wait for a second person`
  if (payee === null)
    return `no verified bank details of ${party}: payee set ${staffId === null ? '' : 'colleague:'}"${party}" iban:… told:…`
  if (payeeNumber !== null && payeeNumber !== payee.number)
    return `it names another account than the verified one: call ${party} at a number that you knew before`
  return null
}

/** "7 payments on 27 Nov 2026". */
export const runTitle = (ref: string, count: number, payOn: IsoDate): string =>
  `${ref}, ${count} ${count === 1 ? 'payment' : 'payments'} on ${shortDate(payOn)}`

/** What the run's file calls itself, RUN-3-20261127: banks give it back with the booking. */
export const messageIdOf = (ref: string, payOn: IsoDate): string => `${ref}-${payOn.replaceAll('-', '')}`
