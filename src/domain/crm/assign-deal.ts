import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import type { Deal } from './deal.js'
import { getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'

/** Gives a deal to another owner, who hears of it. The owner at close stays who it was. */
export async function assignDeal(tx: Tx, dealId: string, ownerId: string): Promise<{ before: Deal; after: Deal }> {
  const before = await getDeal(tx, dealId)
  if (before.ownerId === ownerId) throw refused(`${before.ref} has that owner already.`)
  const after = await saveDeal(tx, before, { ownerId })
  // Who takes a deal over knows of it.
  if (ownerId !== tx.scope.actorId)
    await emit(tx, { kind: 'deal.assigned', data: { dealId, fromOwnerId: before.ownerId, toOwnerId: ownerId } })
  return { before, after }
}
