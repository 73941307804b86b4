import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { Money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { baseCurrencyOf } from '../ledger/base-rate.js'
import type { NewEntry } from '../ledger/entry.js'
import { type Allocated, allocate, type PlannedAllocation } from './allocate.js'
import { differenceEntry, realised } from './difference-entry.js'
import { type PlannedAdvance, planAdvance } from './follow-advance.js'
import type { Payment } from './payment.js'
import { type Carried, type DifferencePart, paymentEntry, paymentMemo } from './payment-entry.js'
import { carriedBy, type ItemRef, type SettlementItem } from './settlement-item.js'

/** An allocation with the entry of what was gained or lost by it. */
export type Settled = { id: string; allocation: PlannedAllocation; difference: NewEntry | null }

export type PlannedPayment = {
  payment: Payment
  entry: NewEntry
  allocations: readonly Settled[]
  /** Of what stays on account, where that is taxed. */
  advance?: PlannedAdvance | null
}

/** All that it posts: itself, what was gained or lost by the exchange, the tax on what stays on account. */
export const entriesOf = ({ entry, allocations, advance }: PlannedPayment): NewEntry[] => [
  entry,
  ...allocations.flatMap(({ difference }) => difference ?? []),
  ...(advance?.entry ? [advance.entry] : []),
]

/** Documents as they stand in the course of a plan. */
export type Settling = { after: Map<string, SettlementItem>; party: string }

/** Lets documents take of a payment what each is to have, and works out what that posts. Throws `refused`. */
export async function settle(
  tx: Tx,
  plan: Settling,
  given: {
    payment: Payment
    wanted: readonly (ItemRef & { amountMinor?: bigint })[]
    moved?: Money | undefined
    parts?: readonly DifferencePart[] | undefined
  },
): Promise<PlannedPayment> {
  const { payment, wanted, moved, parts } = given
  let item = itemOf(payment)
  const allocations: Settled[] = []
  for (const { id, amountMinor } of wanted) {
    const to = plan.after.get(id)
    if (!to) throw new Error(`The document ${id} was not loaded.`)
    const done = orRefuse(allocate(item, to, { amountMinor, date: payment.date }))
    item = done.from
    plan.after.set(id, done.to)
    allocations.push(await settled(tx, done.allocation))
  }
  if (item.ofStaff && item.openMinor > 0n)
    throw refused(`More than ${plan.party} is owed can't be held on account. Give an amount that settles expenses.`)
  const left = { unappliedMinor: item.openMinor, baseUnappliedMinor: item.baseOpenMinor }
  const entry = paymentEntry(
    { ...payment, ...left },
    {
      id: tx.newId(),
      memo: paymentMemo(
        payment,
        plan.party,
        allocations.map(({ allocation }) => allocation.to.name),
      ),
      carrier: (await getAccountFor(tx, carriedBy(item))).id,
      carried: carriedOf(allocations, left),
      moved,
      parts,
    },
  )
  const made = { ...payment, ...left }
  return { payment: made, entry, allocations, advance: await planAdvance(tx, made, plan.party) }
}

const carriedOf = (
  allocations: readonly Settled[],
  { unappliedMinor, baseUnappliedMinor }: Pick<Payment, 'unappliedMinor' | 'baseUnappliedMinor'>,
): Carried[] => [
  ...allocations.map(({ allocation: { to, amountMinor, baseFromMinor } }) => ({
    of: to,
    minor: amountMinor,
    baseMinor: baseFromMinor,
  })),
  ...(unappliedMinor > 0n ? [{ of: null, minor: unappliedMinor, baseMinor: baseUnappliedMinor }] : []),
]

/** An allocation with an id, and the entry of what was gained or lost by it. */
export async function settled(tx: Tx, allocation: PlannedAllocation): Promise<Settled> {
  const id = tx.newId()
  if (realised(allocation) === 0n) return { id, allocation, difference: null }
  const difference = differenceEntry(allocation, {
    id: tx.newId(),
    allocationId: id,
    carrier: (await getAccountFor(tx, carriedBy(allocation.to))).id,
    exchange: (await getAccountFor(tx, 'exchange-differences')).id,
    base: await baseCurrencyOf(tx),
  })
  return { id, allocation, difference }
}

/** A payment that isn't recorded yet, as what settles. */
export const itemOf = (payment: Payment): SettlementItem => ({
  kind: 'payment',
  id: payment.id,
  name: 'the payment',
  side: payment.direction === 'in' ? 'receivable' : 'payable',
  partyId: payment.companyId ?? payment.staffId ?? '',
  ofStaff: payment.staffId !== null,
  currency: payment.currency,
  status: 'recorded',
  totalMinor: payment.amountMinor,
  openMinor: payment.amountMinor,
  baseOpenMinor: payment.baseMinor,
  freeFrom: payment.date,
  settledBy: [payment.method],
  version: 1,
})

export function orRefuse(result: ReturnType<typeof allocate>): Allocated {
  if (!result.ok) throw refused(result.problem)
  return result.value
}
