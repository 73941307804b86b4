import { addToMonth, daysBetween, type IsoDate, type IsoMonth, lastOfMonth, monthOf } from '../../lib/dates.js'
import { divideRounded } from '../../lib/money.js'
import type { NewEntry } from './entry.js'

/** One mechanism for income that is deferred, a cost that is prepaid, and a thing that is depreciated. */
export type ReleaseKind = 'deferred_revenue' | 'prepayment' | 'depreciation'

export type ReleaseSchedule = {
  id: string
  /** REL-4. */
  ref: string
  kind: ReleaseKind
  memo: string
  currency: string
  /** The whole, above zero. */
  amountMinor: bigint
  /** The same in the base currency, at the document's rate: what is deferred is not monetary and never revalued. */
  baseMinor: bigint
  startsOn: IsoDate
  endsOn: IsoDate
  /** When what it stems from was posted: nothing is released before. */
  recognisedOn: IsoDate
  /** From this day on nothing is released any more: what was left was taken back with its document. */
  stoppedOn: IsoDate | null
  department: string | null
  heldAccountId: string
  intoAccountId: string
  companyId: string | null
  dealId: string | null
  invoiceId: string | null
  billId: string | null
  version: number
}

export type ReleasePart = { month: IsoMonth; amountMinor: bigint; baseMinor: bigint }

/**
 * The parts by month, in proportion to their days. Each is the running total with it less the one before it, so that the parts
 * add up to the whole to the last cent.
 */
export function releaseParts(
  schedule: Pick<ReleaseSchedule, 'startsOn' | 'endsOn' | 'amountMinor' | 'baseMinor'>,
): ReleasePart[] {
  const { startsOn, endsOn, amountMinor, baseMinor } = schedule
  const days = BigInt(daysBetween(startsOn, endsOn) + 1)
  const parts: ReleasePart[] = []
  let [amount, base] = [0n, 0n]
  for (let month = monthOf(startsOn); month <= monthOf(endsOn); month = addToMonth(month, 1)) {
    const last = lastOfMonth(month) < endsOn ? lastOfMonth(month) : endsOn
    const past = BigInt(daysBetween(startsOn, last) + 1)
    const [amountSoFar, baseSoFar] = [divideRounded(amountMinor * past, days), divideRounded(baseMinor * past, days)]
    parts.push({ month, amountMinor: amountSoFar - amount, baseMinor: baseSoFar - base })
    ;[amount, base] = [amountSoFar, baseSoFar]
  }
  return parts
}

/** The parts of months that have ended by `through` and were not released yet. */
export const partsDue = (
  schedule: ReleaseSchedule,
  released: ReadonlySet<IsoMonth>,
  through: IsoMonth,
): ReleasePart[] =>
  releaseParts(schedule).filter(
    ({ month }) =>
      month <= through &&
      !released.has(month) &&
      (schedule.stoppedOn === null || lastOfMonth(month) < schedule.stoppedOn),
  )

/** What is still held: the whole less what was released. */
export const heldOf = (
  { amountMinor, baseMinor }: ReleaseSchedule,
  released: readonly Pick<ReleasePart, 'amountMinor' | 'baseMinor'>[],
): { amountMinor: bigint; baseMinor: bigint } => ({
  amountMinor: released.reduce((left, part) => left - part.amountMinor, amountMinor),
  baseMinor: released.reduce((left, part) => left - part.baseMinor, baseMinor),
})

/**
 * A part's entry: at the end of its month, or when what it stems from was posted, if that was later. Deferred income is debited
 * where it was held; a prepaid cost and a depreciated thing are credited.
 */
export function releaseEntry(
  schedule: ReleaseSchedule,
  part: ReleasePart,
  entry: { id: string; date: IsoDate },
): NewEntry {
  const sign = schedule.kind === 'deferred_revenue' ? 1n : -1n
  const { currency, companyId, dealId, department } = schedule
  const about = { ...(companyId && { companyId }), ...(dealId && { dealId }), ...(department && { department }) }
  const line = (accountId: string, side: bigint) => ({
    accountId,
    amount: { minor: side * part.amountMinor, currency },
    baseMinor: side * part.baseMinor,
    ...about,
  })
  return {
    ...entry,
    source: 'release',
    memo: `${schedule.ref} ${schedule.memo}: ${part.month}`,
    idempotencyKey: `release:${schedule.id}:${part.month}`,
    postings: [line(schedule.heldAccountId, sign), line(schedule.intoAccountId, -sign)],
  }
}

/** The day a part is to be posted on. */
export const releaseDate = (schedule: ReleaseSchedule, month: IsoMonth): IsoDate =>
  lastOfMonth(month) > schedule.recognisedOn ? lastOfMonth(month) : schedule.recognisedOn
