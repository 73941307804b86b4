import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { moveTo } from './deal.js'
import { findStageBefore, getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'
import type { StageMove } from './move-deal.js'
import { getStage } from './pipeline-store.js'

/** Takes back a deal's last move, so that it goes on ageing in the stage before as if it had never left. */
export async function moveDealBack(tx: Tx, dealId: string): Promise<StageMove> {
  const before = await getDeal(tx, dealId)
  const stood = await findStageBefore(tx, before)
  if (!stood) throw refused(`${before.ref} has been in no other stage yet.`)
  const from = await getStage(tx, before.stageId)
  const to = await getStage(tx, stood.stageId)
  const change = moveTo(before, from, to, stood.since)
  if (!change.ok) throw refused(change.problem)
  const after = await saveDeal(tx, before, change.value)
  await emit(tx, { kind: 'deal.moved', data: { dealId, fromStageId: from.id, toStageId: to.id } })
  return { before, after, from, to }
}
