import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { type Deal, moveTo } from './deal.js'
import { getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'
import type { Stage } from './pipeline.js'
import { getStage } from './pipeline-store.js'

/** What a change of stage did: the deal before and after, and the stages between which it went. */
export type StageMove = { before: Deal; after: Deal; from: Stage; to: Stage }

/** Moves an open deal to another open stage of its pipeline. */
export async function moveDeal(tx: Tx, dealId: string, stageId: string): Promise<StageMove> {
  const before = await getDeal(tx, dealId)
  const from = await getStage(tx, before.stageId)
  const to = await getStage(tx, stageId)
  const change = moveTo(before, from, to, tx.now)
  if (!change.ok) throw refused(change.problem)
  const after = await saveDeal(tx, before, change.value)
  await emit(tx, { kind: 'deal.moved', data: { dealId, fromStageId: from.id, toStageId: to.id } })
  return { before, after, from, to }
}
