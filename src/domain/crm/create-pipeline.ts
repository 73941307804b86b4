import type { Tx } from '../../db/in-workspace.js'
import { invalid } from '../../lib/errors.js'
import { checkPipeline, type NewPipeline, type Stage } from './pipeline.js'
import { insertPipeline } from './pipeline-store.js'

/** Makes a pipeline with its stages in order; `createPipeline(tx, defaultPipeline)` is what a new company starts with. */
export async function createPipeline(tx: Tx, input: NewPipeline): Promise<Stage[]> {
  const checked = checkPipeline(input)
  if (!checked.ok) throw invalid(checked.problem)
  return insertPipeline(tx, checked.value)
}
