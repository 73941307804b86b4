import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { type Deal, reopen } from './deal.js'
import { findStageBefore, getDeal, saveDeal } from './deal-store.js'
import { emit } from './events.js'
import type { StageMove } from './move-deal.js'
import type { Stage } from './pipeline.js'
import { getStage, listStages } from './pipeline-store.js'

/** Opens a closed deal again: in the stage given, else where it stood when it was closed, where it goes on ageing. */
export async function reopenDeal(tx: Tx, dealId: string, stageId?: string): Promise<StageMove> {
  const before = await getDeal(tx, dealId)
  const from = await getStage(tx, before.stageId)
  const { to, since } = await stageToReopenIn(tx, before, from, stageId)
  const change = reopen(before, to, since)
  if (!change.ok) throw refused(change.problem)
  const after = await saveDeal(tx, before, change.value)
  await emit(tx, { kind: 'deal.reopened', data: { dealId } })
  return { before, after, from, to }
}

async function stageToReopenIn(tx: Tx, deal: Deal, from: Stage, stageId: string | undefined) {
  const stood = await findStageBefore(tx, deal)
  if (stageId && stageId !== stood?.stageId) return { to: await getStage(tx, stageId), since: tx.now }
  if (stood) return { to: await getStage(tx, stood.stageId), since: stood.since }
  const stages = await listStages(tx, from.pipelineId)
  return { to: stages.find(({ kind }) => kind === 'open') ?? from, since: tx.now }
}
