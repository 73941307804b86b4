import type { IsoDate } from '../../lib/dates.js'
import { divideRounded, runningValues } from '../../lib/money.js'
import type { DifferenceMethod } from '../billing/payment.js'
import type { BankLine } from './line-store.js'
import type { OpenItem } from './match-book.js'
import type { Difference } from './proposal.js'

const difference = (method: DifferenceMethod, { kind, id }: OpenItem, minor: bigint): Difference => ({
  method,
  of: { kind, id },
  minor,
})

/** What may be kept of documents for paying early, where they have it at all, and up to which day. */
export function discountsOf(
  items: readonly OpenItem[],
): { parts: readonly Difference[]; minor: bigint; until: IsoDate | null } | null {
  const parts = items.flatMap((item) => (item.discount ? [difference('discount', item, item.discount.minor)] : []))
  if (parts.length === 0) return null
  const days = items.flatMap(({ discount }) => discount?.until ?? []).toSorted()
  return { parts, minor: sum(parts), until: days[0] ?? null }
}

/** Whether the bank booked it, or gave it value, by that day. */
export const inTime = ({ bookingDate, valueDate }: BankLine, until: IsoDate | null): boolean =>
  until === null || bookingDate <= until || (valueDate !== null && valueDate <= until)

/** Rates at which tax is withheld at the source in one country or another. */
const WITHHELD_PER_CENT = [1n, 2n, 3n, 5n, 7n, 10n, 15n, 20n, 25n, 30n]

/** At which rate a lack is tax withheld of what documents come to without their own tax; null: at none. */
export function withheldRate(items: readonly OpenItem[], lack: bigint): bigint | null {
  const net = items.reduce((total, { netMinor }) => total + netMinor, 0n)
  return WITHHELD_PER_CENT.find((rate) => net > 0n && divideRounded(net * rate, 100n) === lack) ?? null
}

/** What a lack of several documents is to each: by their terms, by what is open of each, or on the last ones for what a bank kept. */
export function spread(items: readonly OpenItem[], lack: bigint, method: DifferenceMethod): readonly Difference[] {
  const terms = method === 'discount' ? discountsOf(items) : null
  if (terms?.minor === lack) return terms.parts
  const minors = method === 'fee' ? fromTheLast(items, lack) : byShare(items, lack)
  return items.map((item, n) => difference(method, item, minors[n] ?? 0n)).filter(({ minor }) => minor > 0n)
}

function byShare(items: readonly OpenItem[], lack: bigint): bigint[] {
  const open = items.map(({ openMinor }) => openMinor)
  const whole = open.reduce((total, minor) => total + minor, 0n)
  return runningValues(open, (upTo) => divideRounded(lack * upTo, whole))
}

function fromTheLast(items: readonly OpenItem[], lack: bigint): bigint[] {
  let left = lack
  return items
    .toReversed()
    .map(({ openMinor }) => {
      const minor = left < openMinor ? left : openMinor
      left -= minor
      return minor
    })
    .toReversed()
}

const sum = (parts: readonly Difference[]): bigint => parts.reduce((total, { minor }) => total + minor, 0n)
