import type { Tx } from '../../db/in-workspace.js'
import { createPipeline } from '../../domain/crm/create-pipeline.js'
import { createStage } from '../../domain/crm/create-stage.js'
import type { Stage } from '../../domain/crm/pipeline.js'
import { listStages } from '../../domain/crm/pipeline-store.js'
import { nameKey } from '../../lib/name-key.js'
import { type ImportContext, RowFault, type Values } from '../define-import.js'
import type { Standing } from './deal-standing.js'

/** Where a deal stands; of a closed one `via` is the open stage that it came from. */
export type Place = { stage: Stage; via: Stage }
/** Throws `RowFault`. With `--create stages` a stage or pipeline that isn't there is made, so it is asked last. */
export type StageFinder = (values: Values, standing: Standing) => Promise<Place>

type Pipeline = { id: string; name: string; stages: Stage[] }

export async function stageFinder(tx: Tx, { create }: ImportContext): Promise<StageFinder> {
  const rows = await tx.prisma.pipeline.findMany({
    where: { workspaceId: tx.scope.workspaceId },
    orderBy: { position: 'asc' },
  })
  const pipelines: Pipeline[] = []
  for (const { id, name } of rows) pipelines.push({ id, name, stages: await listStages(tx, id) })

  return async (values, standing) => {
    const said = saidOf(values)
    const pipeline = await pipelineOf(said)
    const open = pipeline.stages.filter(({ kind }) => kind === 'open')
    const named = said.stage === undefined ? undefined : stageNamed(pipeline, said.stage)
    if (standing.status === 'open') {
      const stage = named ?? (said.stage === undefined ? open[0] : await freshStage(pipeline, said.stage, standing))
      if (stage?.kind !== 'open')
        throw new RowFault('stage', said.stage ?? null, 'An open deal can’t be where closed deals end.')
      return { stage, via: stage }
    }
    const stage = pipeline.stages.find(({ kind }) => kind === standing.status)
    const via = named?.kind === 'open' ? named : open.at(standing.status === 'won' ? -1 : 0)
    if (!stage || !via) throw new RowFault('pipeline', pipeline.name, `It has no stage for ${standing.status} deals.`)
    return { stage, via }
  }

  async function pipelineOf({ pipeline, stage }: Said): Promise<Pipeline> {
    const found =
      pipeline === undefined
        ? (pipelines.find((each) => stage !== undefined && stageNamed(each, stage)) ?? pipelines[0])
        : pipelines.find(({ name }) => nameKey(name) === nameKey(pipeline))
    if (found) return found
    const wanted = pipeline ?? 'Sales'
    if (!create.has('stages'))
      throw new RowFault(
        'pipeline',
        wanted,
        `There is no such pipeline. There is ${pipelines.map(({ name }) => name).join(', ')}. Change the name, or say --create stages.`,
      )
    const ends = [
      { name: 'Won', probability: 100, kind: 'won' as const },
      { name: 'Lost', probability: 0, kind: 'lost' as const },
    ]
    const stages = await createPipeline(tx, {
      name: wanted,
      stages: [{ name: stage ?? 'Open', probability: 10 }, ...ends],
    })
    const made = { id: stages[0]?.pipelineId ?? '', name: wanted, stages }
    pipelines.push(made)
    return made
  }

  async function freshStage(pipeline: Pipeline, name: string, { probability }: Standing): Promise<Stage> {
    const open = pipeline.stages.filter(({ kind }) => kind === 'open')
    if (!create.has('stages'))
      throw new RowFault(
        'stage',
        name,
        `${pipeline.name} has no such stage. There is ${open.map((each) => each.name).join(', ')}. Change the name, or say --create stages.`,
      )
    const likely = probability ?? open.at(-1)?.probability ?? 50
    const made = await createStage(tx, { pipelineId: pipeline.id, name, probability: likely, rotDays: null })
    pipeline.stages = await listStages(tx, pipeline.id)
    return made
  }
}

type Said = { stage: string | undefined; pipeline: string | undefined }

/** `Proposal (Partners)`, as some systems write a stage with its pipeline, is that stage where the row names the pipeline too. */
function saidOf({ stage, pipeline }: Values): Said {
  const [, bare, within] = /^(.*\S)\s*\(([^()]+)\)$/.exec(stage ?? '') ?? []
  if (bare !== undefined && within !== undefined && (pipeline === undefined || nameKey(within) === nameKey(pipeline)))
    return pipeline === undefined ? { stage, pipeline } : { stage: bare, pipeline }
  return { stage, pipeline }
}

const stageNamed = ({ stages }: Pipeline, name: string): Stage | undefined =>
  stages.find((each) => nameKey(each.name) === nameKey(name))
