import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { countDealsEver, deletePipeline, listStages } from './pipeline-store.js'

/** Removes a pipeline in which there never was a deal. Throws `refused` for another. */
export async function removePipeline(tx: Tx, id: string, name: string): Promise<void> {
  const stages = await listStages(tx, id)
  const deals = await countDealsEver(
    tx,
    stages.map((stage) => stage.id),
  )
  if (deals > 0)
    throw refused(
      `There are or were deals in ${name}, and their history names it, so it can’t be removed. It can be renamed.`,
    )
  await deletePipeline(tx, id)
}
