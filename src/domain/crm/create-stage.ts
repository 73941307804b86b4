import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { checkStage, reordered, type Stage } from './pipeline.js'
import { findStageNamed, insertStage, listStages, orderStages, saveStage } from './pipeline-store.js'

export type PlacedStage = {
  pipelineId: string
  name: string
  probability: number
  rotDays: number | null
  afterId?: string
}

/**
 * A new open stage, behind another or behind the last open one; one of that name that was given up comes back. Throws `invalid`,
 * `refused` for a name that is taken.
 */
export async function createStage(tx: Tx, { pipelineId, afterId, ...given }: PlacedStage): Promise<Stage> {
  const checked = checkStage(given)
  if (!checked.ok) throw invalid(checked.problem)
  const named = await findStageNamed(tx, pipelineId, given.name)
  if (named && !named.removedAt) throw refused(`${named.name} is a stage of this pipeline already.`)
  const stages = await listStages(tx, pipelineId)
  const { rotDays, ...plain } = given
  const stage = named
    ? await saveStage(tx, named, { ...given, removedAt: null })
    : await insertStage(tx, pipelineId, { ...plain, ...(rotDays === null ? {} : { rotDays }) }, stages.length)
  const after = afterId ?? stages.filter(({ kind }) => kind === 'open').at(-1)?.id ?? null
  await orderStages(tx, [...stages, stage], reordered([...stages, stage], stage.id, after))
  return stage
}
