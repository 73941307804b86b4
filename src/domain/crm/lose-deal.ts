import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { type ClosedOn, lose } from './deal.js'
import { getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'
import type { StageMove } from './move-deal.js'
import { getClosingStage, getStage } from './pipeline-store.js'

/** Closes a deal as lost on a date, with the reason. */
export async function loseDeal(tx: Tx, dealId: string, reason: string, closed: ClosedOn): Promise<StageMove> {
  const before = await getDeal(tx, dealId)
  const from = await getStage(tx, before.stageId)
  const to = await getClosingStage(tx, from.pipelineId, 'lost')
  const change = lose(before, to, reason, closed, tx.now)
  if (!change.ok) throw refused(change.problem)
  const after = await saveDeal(tx, before, change.value)
  await emit(tx, { kind: 'deal.lost', data: { dealId } })
  return { before, after, from, to }
}
