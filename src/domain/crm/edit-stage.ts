import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { checkStage, reordered, type Stage } from './pipeline.js'
import { findStageNamed, getStage, listStages, orderStages, type StageChange, saveStage } from './pipeline-store.js'

/** Changes a stage's name, probability or rot days. Throws `invalid`, `refused` for a name that is taken. */
export async function editStage(
  tx: Tx,
  id: string,
  change: Omit<StageChange, 'removedAt'>,
): Promise<{ before: Stage; after: Stage }> {
  const before = await getStage(tx, id)
  const checked = checkStage({ ...before, ...change })
  if (!checked.ok) throw invalid(checked.problem)
  const named = change.name === undefined ? null : await findStageNamed(tx, before.pipelineId, change.name)
  if (named && named.id !== id) throw refused(`${named.name} is a stage of this pipeline already, or was.`)
  return { before, after: await saveStage(tx, before, change) }
}

export type PlacedAgain = { stage: Stage; before: string | null; order: readonly string[] }

/** Puts an open stage behind another of its pipeline, or first. `before` is the stage that it stood behind. Throws `refused`. */
export async function placeStage(tx: Tx, id: string, afterId: string | null): Promise<PlacedAgain> {
  const stage = await getStage(tx, id)
  const stages = await listStages(tx, stage.pipelineId)
  const after = stages.find((each) => each.id === afterId)
  if (stage.kind !== 'open') throw refused(`${stage.name} stays at the end of its pipeline.`)
  if (afterId === id) throw refused(`${stage.name} can't stand behind itself.`)
  if (afterId !== null && after?.kind !== 'open') throw refused('That is no open stage of the same pipeline.')
  const at = stages.findIndex((each) => each.id === id)
  const ids = reordered(stages, id, afterId)
  await orderStages(tx, stages, ids)
  const order = ids.map((each) => stages.find((known) => known.id === each)?.name ?? '')
  return { stage, before: stages[at - 1]?.id ?? null, order }
}
