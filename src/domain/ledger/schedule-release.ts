import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, type Money } from '../../lib/money.js'
import type { Purpose } from './account.js'
import { getAccountFor } from './account-store.js'
import { heldOf, type ReleaseKind, type ReleaseSchedule } from './release.js'
import { insertSchedule, listRunning, stopSchedule } from './release-store.js'

export type NewRelease = {
  kind: ReleaseKind
  memo: string
  amount: Money
  /** In the base currency; the same as the amount unless given. */
  baseMinor?: bigint
  from: IsoDate
  to: IsoDate
  recognisedOn: IsoDate
  /** Where it goes in the end: income, or cost. */
  intoAccountId: string
  department?: string | null
  companyId?: string | null
  dealId?: string | null
  invoiceId?: string
  billId?: string
}

/** Where each kind waits. */
export const HELD_ON: Readonly<Record<ReleaseKind, Purpose>> = {
  deferred_revenue: 'deferred-revenue',
  prepayment: 'prepayments',
  depreciation: 'accumulated-depreciation',
}

/** Longest span in years: a building's depreciation. */
const LONGEST = 50

/** Spreads an amount over the days of its service; posts nothing yet. Throws `invalid`. */
export async function scheduleRelease(tx: Tx, input: NewRelease): Promise<ReleaseSchedule> {
  const { kind, memo, amount, from, to, recognisedOn, intoAccountId } = input
  if (amount.minor <= 0n) throw invalid(`${formatMoney(amount)} can't be spread. Give an amount above zero.`)
  if (to < from) throw invalid(`It would end on ${to}, before it begins on ${from}.`)
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > LONGEST)
    throw invalid(`From ${from} to ${to} is more than ${LONGEST} years. Is the year right?`)
  const held = await getAccountFor(tx, HELD_ON[kind])
  if (held.id === intoAccountId)
    throw invalid(`${held.code} ${held.name} is where it waits. Name the account that it goes to in the end.`)
  const schedule: ReleaseSchedule = {
    id: tx.newId(),
    ref: await nextRef(tx, 'release', 'REL'),
    kind,
    memo,
    currency: amount.currency,
    amountMinor: amount.minor,
    baseMinor: input.baseMinor ?? amount.minor,
    startsOn: from,
    endsOn: to,
    recognisedOn,
    stoppedOn: null,
    department: input.department ?? null,
    heldAccountId: held.id,
    intoAccountId,
    companyId: input.companyId ?? null,
    dealId: input.dealId ?? null,
    invoiceId: input.invoiceId ?? null,
    billId: input.billId ?? null,
    version: 1,
  }
  await insertSchedule(tx, schedule)
  return schedule
}

/** What a stopped schedule still held, for the document that takes it back to post. */
export type Unreleased = { schedule: ReleaseSchedule; amountMinor: bigint; baseMinor: bigint }

/** Stops the schedules of a document that is credited: only what is unreleased can be taken back. */
export async function stopReleases(
  tx: Tx,
  of: { invoiceId: string } | { billId: string } | { ref: string },
  on: IsoDate,
): Promise<Unreleased[]> {
  const running = await listRunning(tx, of)
  if ('ref' in of && running.length === 0) throw refused(`${of.ref} doesn't run: it was stopped, or there is none.`)
  for (const { id } of running) await stopSchedule(tx, id, on)
  return running.map(({ releases, ...schedule }) => ({ schedule, ...heldOf(schedule, releases) }))
}
