import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { checkRemoval, type Stage } from './pipeline.js'
import { getStage, listStages, saveStage } from './pipeline-store.js'
import { countOpenDeals, moveDealsBack, moveOpenDeals } from './stage-deals-store.js'

export type RemovedStage = { stage: Stage; to: Stage | null; deals: number }

/** Gives up an open stage; its deals go to another, in one statement each. Throws `refused`, with the reason. */
export async function removeStage(tx: Tx, id: string, toId: string | null): Promise<RemovedStage> {
  const stage = await getStage(tx, id)
  const to = toId === null ? null : await getStage(tx, toId)
  const deals = await countOpenDeals(tx, id)
  const checked = checkRemoval(stage, await listStages(tx, stage.pipelineId), deals, to)
  if (!checked.ok) throw refused(checked.problem)
  if (to) await moveOpenDeals(tx, id, to.id)
  return { stage: await saveStage(tx, stage, { removedAt: tx.now }), to, deals }
}

/** Takes it up again, with the deals that left it when it was given up and are still where they went. */
export async function restoreStage(tx: Tx, id: string): Promise<{ stage: Stage; deals: number }> {
  const stage = await getStage(tx, id)
  if (!stage.removedAt) throw refused(`${stage.name} is there.`)
  const deals = await moveDealsBack(tx, id, stage.removedAt)
  return { stage: await saveStage(tx, stage, { removedAt: null }), deals }
}
