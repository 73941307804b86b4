import type { NewEntry } from '../ledger/entry.js'
import type { PlannedAllocation } from './allocate.js'
import { namedBy, sourceWithoutMoney } from './settlement-item.js'

/** What was gained by an allocation (below zero: lost), because the two documents were posted at different rates. */
export const realised = ({ from, baseFromMinor, baseToMinor }: PlannedAllocation): bigint =>
  from.side === 'receivable' ? baseFromMinor - baseToMinor : baseToMinor - baseFromMinor

/**
 * The realised exchange difference as an entry of its own: nothing in the document's currency, so that no open amount changes, and
 * in the base currency what makes the control account carry exactly what is left open. Null where nothing was gained or lost.
 */
export function differenceEntry(
  allocation: PlannedAllocation,
  entry: { id: string; allocationId: string; carrier: string; exchange: string; base: string },
): NewEntry | null {
  const gained = realised(allocation)
  if (gained === 0n) return null
  const { from, to, date } = allocation
  const documents = {
    ...(to.ofStaff ? {} : { companyId: to.partyId }),
    ...namedBy(to),
    ...(from.kind === 'payment' ? namedBy(from) : {}),
  }
  return {
    id: entry.id,
    date,
    source: from.kind === 'payment' ? 'exchange' : sourceWithoutMoney(from.side, 'exchange'),
    memo: `Exchange ${gained > 0n ? 'gain' : 'loss'} on ${to.kind === 'payment' ? from.name : to.name}`,
    idempotencyKey: `allocation:${entry.allocationId}`,
    postings: [
      { accountId: entry.carrier, amount: { minor: 0n, currency: to.currency }, baseMinor: gained, ...documents },
      { accountId: entry.exchange, amount: { minor: -gained, currency: entry.base }, ...documents },
    ],
  }
}
