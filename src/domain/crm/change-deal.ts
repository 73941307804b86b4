import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import type { Deal, DealChange } from './deal.js'
import { getDeal, saveDeal } from './deal-store.js'

/** What of a deal may be changed without a rule of its own. Null empties it; absent leaves it. */
export type DealDetails = Pick<
  DealChange,
  'title' | 'amount' | 'expectedClose' | 'nextStep' | 'nextStepDue' | 'probability' | 'poNumber'
>

/** Changes a deal's details: the next step, the amount, when it should close. */
export async function changeDeal(tx: Tx, dealId: string, details: DealDetails): Promise<{ before: Deal; after: Deal }> {
  const before = await getDeal(tx, dealId)
  if (details.amount && details.amount.minor < 0n) throw invalid('An amount can not be negative.')
  if (details.title !== undefined && !details.title.trim()) throw invalid('A deal needs a title.')
  const after = await saveDeal(tx, before, details)
  return { before, after }
}
