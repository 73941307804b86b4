import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { requireOpenDate } from '../ledger/open-date.js'
import { postEntries } from '../ledger/post-entries.js'
import { allocate } from './allocate.js'
import { insertAllocation } from './allocation-store.js'
import { emit } from './events.js'
import { followAdvance } from './follow-advance.js'
import { orRefuse, type Settled, settled } from './settle.js'
import type { ItemRef, SettlementItem } from './settlement-item.js'
import { lockItems, saveItem } from './settlement-item-store.js'

export type NewAllocations = {
  /** A payment with something on account, a credit note, a supplier's credit. */
  from: ItemRef
  /** In this order; without an amount as much as is left of the one and open of the other. */
  to: readonly (ItemRef & { amountMinor?: bigint })[]
  date: IsoDate
}

export type PlannedAllocations = {
  allocations: readonly Settled[]
  before: ReadonlyMap<string, SettlementItem>
  after: ReadonlyMap<string, SettlementItem>
}

/** What allocating would do, without doing it. Throws `refused`, `not_found`. */
export async function planAllocations(tx: Tx, { from, to, date }: NewAllocations): Promise<PlannedAllocations> {
  const before = await lockItems(tx, [from, ...to])
  const after = new Map(before)
  const allocations: Settled[] = []
  for (const { id, amountMinor } of to) {
    const [source, target] = [after.get(from.id), after.get(id)]
    if (!source || !target) throw new Error('lockItems left a document out')
    const done = orRefuse(allocate(source, target, { amountMinor, date }))
    after.set(from.id, done.from).set(id, done.to)
    allocations.push(await settled(tx, done.allocation))
  }
  for (const { difference } of allocations) if (difference) await requireOpenDate(tx, difference.date)
  return { allocations, before, after }
}

/** Settles documents with what is on account or credited. Only an exchange difference is posted. Throws `refused`, `conflict`. */
export async function allocateOpen(tx: Tx, input: NewAllocations): Promise<PlannedAllocations> {
  const planned = await planAllocations(tx, input)
  await postEntries(
    tx,
    planned.allocations.flatMap(({ difference }) => difference ?? []),
  )
  for (const { id, allocation, difference } of planned.allocations) {
    await insertAllocation(tx, id, allocation, difference?.id ?? null)
    const { from, to } = allocation
    await emit(tx, { kind: 'allocation.changed', data: { from: ref(from), to: ref(to) } })
  }
  for (const [id, item] of planned.before) await saveItem(tx, item, planned.after.get(id) ?? item)
  for (const { allocation } of planned.allocations) {
    const { from, baseFromMinor, date } = allocation
    const rest = { from: from.baseOpenMinor, to: from.baseOpenMinor - baseFromMinor }
    if (from.kind === 'payment') await followAdvance(tx, from.id, rest, date)
  }
  return planned
}

const ref = ({ kind, id }: ItemRef): ItemRef => ({ kind, id })
