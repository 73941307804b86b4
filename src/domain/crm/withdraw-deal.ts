import type { Tx } from '../../db/in-workspace.js'
import { removeSearchDocument } from '../../db/search-document.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { type Deal, withdraw } from './deal.js'
import { getDeal, saveDeal } from './deal-store.js'

/** Takes back a deal that was begun by mistake. */
export async function withdrawDeal(tx: Tx, dealId: string, on: IsoDate): Promise<Deal> {
  const deal = await getDeal(tx, dealId)
  const change = withdraw(deal, on)
  if (!change.ok) throw refused(change.problem)
  const after = await saveDeal(tx, deal, change.value)
  await removeSearchDocument(tx, 'deal', dealId)
  return after
}
