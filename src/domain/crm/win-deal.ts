import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { type ClosedOn, win } from './deal.js'
import { getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'
import type { StageMove } from './move-deal.js'
import { getClosingStage, getStage } from './pipeline-store.js'

/** Closes a deal as won on a date. */
export async function winDeal(
  tx: Tx,
  dealId: string,
  closed: ClosedOn & { reason?: string | null },
): Promise<StageMove> {
  const before = await getDeal(tx, dealId)
  const from = await getStage(tx, before.stageId)
  const to = await getClosingStage(tx, from.pipelineId, 'won')
  const change = win(before, to, closed, tx.now)
  if (!change.ok) throw refused(change.problem)
  const after = await saveDeal(tx, before, change.value)
  await emit(tx, { kind: 'deal.won', data: { dealId } })
  return { before, after, from, to }
}
