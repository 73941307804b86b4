import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { reverseEntry } from '../ledger/reverse-entry.js'
import { opened } from './allocate.js'
import { type Allocation, listAllocationsBetween, takeBackAllocation } from './allocation-store.js'
import { emit } from './events.js'
import { followAdvance } from './follow-advance.js'
import { isMoney, methodName, type PaymentMethod } from './payment.js'
import type { ItemRef, SettlementItem } from './settlement-item.js'
import { lockItems, saveItem } from './settlement-item-store.js'

/**
 * Takes what one document took of another off it again from a day on: both are open by as much as before. Throws `refused` where
 * nothing is allocated between them, or what settled it can't stand by itself.
 */
export async function unallocate(
  tx: Tx,
  { from, to, date }: { from: ItemRef; to: ItemRef; date: IsoDate },
): Promise<{ amountMinor: bigint; from: SettlementItem; to: SettlementItem }> {
  const items = await lockItems(tx, [from, to])
  const [source, target] = [items.get(from.id), items.get(to.id)]
  if (!source || !target) throw new Error('lockItems left a document out')
  const allocations = await listAllocationsBetween(tx, from, to)
  if (allocations.length === 0) throw refused(`Nothing of ${source.name} is allocated to ${target.name}.`)
  if (to.kind === 'payment')
    throw refused(`${target.name} is a refund. Take it back as a whole: payment reverse ${target.name}`)
  const method = source.settledBy[0] as PaymentMethod
  if (from.kind === 'payment' && !isMoney(method))
    throw refused(
      `${source.name} is no money that could be held on account (${methodName[method].toLowerCase()}). Take it back as a whole: payment reverse ${source.name}`,
    )
  const amountMinor = allocations.reduce((sum, each) => sum + each.amountMinor, 0n)
  const after = await takeBack(tx, allocations, items, date)
  await emit(tx, { kind: 'allocation.changed', data: { from, to } })
  return { amountMinor, from: after.get(from.id) ?? source, to: after.get(to.id) ?? target }
}

/** Ends allocations on a day: their exchange differences are reversed, and their documents open again. The documents are locked. */
export async function takeBack(
  tx: Tx,
  allocations: readonly Allocation[],
  items: ReadonlyMap<string, SettlementItem>,
  date: IsoDate,
): Promise<Map<string, SettlementItem>> {
  const after = new Map(items)
  for (const { id, from, to, entryId, amountMinor, ...allocation } of allocations) {
    if (date < allocation.date)
      throw refused(
        `The allocation is of ${shortDate(allocation.date)}: it can't be taken back before that. Give a later date.`,
      )
    if (entryId) await reverseEntry(tx, entryId, date)
    await takeBackAllocation(tx, id, date)
    reopen(after, from, amountMinor, allocation.baseFromMinor)
    reopen(after, to, amountMinor, allocation.baseToMinor)
  }
  for (const [id, item] of items) {
    const now = after.get(id)
    if (!now || now === item) continue
    await saveItem(tx, item, now)
    const rest = { from: item.baseOpenMinor, to: now.baseOpenMinor }
    if (item.kind === 'payment') await followAdvance(tx, id, rest, date)
  }
  return after
}

/** What settled the rest plays no part: with something open, only how much counts. */
function reopen(after: Map<string, SettlementItem>, { id }: ItemRef, minor: bigint, baseMinor: bigint): void {
  const item = after.get(id)
  if (item) after.set(id, opened(item, minor, baseMinor, item.settledBy))
}
