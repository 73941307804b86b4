import type { Tx } from '../../db/in-workspace.js'
import type { Stage as Row } from '../../generated/prisma/client.js'
import { changedMeanwhile, notFound, refused } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { NewPipeline, NewStage, Stage, StageKind } from './pipeline.js'

/** Throws `not_found`. */
export async function getStage(tx: Tx, id: string): Promise<Stage> {
  const row = await tx.prisma.stage.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (!row) throw notFound('There is no such stage.', { stageId: id })
  return toStage(row)
}

/** The stages of a pipeline in their order, without those that were given up. */
export async function listStages(tx: Tx, pipelineId: string): Promise<Stage[]> {
  const where = { workspaceId: tx.scope.workspaceId, pipelineId, removedAt: null }
  return (await tx.prisma.stage.findMany({ where, orderBy: { position: 'asc' } })).map(toStage)
}

/** Where a new deal of a pipeline, or of the first one, begins. Throws `refused` when the company has no pipeline yet. */
export async function getFirstStage(tx: Tx, pipelineId?: string): Promise<Stage> {
  const row = await tx.prisma.stage.findFirst({
    where: { workspaceId: tx.scope.workspaceId, kind: 'open', removedAt: null, ...(pipelineId && { pipelineId }) },
    orderBy: [{ pipeline: { position: 'asc' } }, { position: 'asc' }],
  })
  if (!row) throw refused('There is no pipeline with an open stage yet, so a deal has no place to begin.')
  return toStage(row)
}

/** The stage of a pipeline where closed deals of one kind end. Throws `refused` when it has none. */
export async function getClosingStage(tx: Tx, pipelineId: string, kind: 'won' | 'lost'): Promise<Stage> {
  const where = { workspaceId: tx.scope.workspaceId, pipelineId, kind }
  const row = await tx.prisma.stage.findFirst({ where, orderBy: { position: 'asc' } })
  if (!row) throw refused(`This deal's pipeline has no stage for ${kind} deals.`)
  return toStage(row)
}

export async function insertPipeline(tx: Tx, input: NewPipeline): Promise<Stage[]> {
  const { workspaceId } = tx.scope
  const pipelineId = tx.newId()
  const position = await tx.prisma.pipeline.count({ where: { workspaceId } })
  await tx.prisma.pipeline.create({
    data: { workspaceId, id: pipelineId, name: input.name, nameKey: nameKey(input.name), position },
  })
  await tx.prisma.stage.createMany({ data: input.stages.map((stage, at) => stageData(tx, pipelineId, stage, at)) })
  return listStages(tx, pipelineId)
}

const stageData = (tx: Tx, pipelineId: string, stage: NewStage, position: number) => ({
  ...key(tx, tx.newId()),
  pipelineId,
  name: stage.name,
  nameKey: nameKey(stage.name),
  position,
  probability: stage.probability,
  rotDays: stage.rotDays ?? null,
  kind: stage.kind ?? 'open',
})

/** A stage of this name in a pipeline, also one that was given up. */
export async function findStageNamed(tx: Tx, pipelineId: string, name: string): Promise<Stage | null> {
  const where = { workspaceId: tx.scope.workspaceId, pipelineId, nameKey: nameKey(name) }
  const row = await tx.prisma.stage.findFirst({ where })
  return row && toStage(row)
}

export async function insertStage(tx: Tx, pipelineId: string, stage: NewStage, position: number): Promise<Stage> {
  return toStage(await tx.prisma.stage.create({ data: stageData(tx, pipelineId, stage, position) }))
}

export type StageChange = Partial<Pick<Stage, 'name' | 'probability' | 'rotDays' | 'removedAt'>>

/** On the very version that was decided on. Throws `conflict`. */
export async function saveStage(tx: Tx, stage: Stage, change: StageChange): Promise<Stage> {
  const [row] = await tx.prisma.stage.updateManyAndReturn({
    where: { ...key(tx, stage.id), version: stage.version },
    data: { ...change, ...(change.name === undefined ? {} : { nameKey: nameKey(change.name) }) },
  })
  if (!row) throw changedMeanwhile(stage.name)
  return toStage(row)
}

/** Puts stages into this order; one that stands there already is not written. */
export async function orderStages(tx: Tx, stages: readonly Stage[], ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries())
    if (stages.find((stage) => stage.id === id)?.position !== position)
      await tx.prisma.stage.update({ where: { workspaceId_id: key(tx, id) }, data: { position } })
}

export const renamePipeline = (tx: Tx, id: string, name: string): Promise<{ version: number }> =>
  tx.prisma.pipeline.update({
    where: { workspaceId_id: key(tx, id) },
    data: { name, nameKey: nameKey(name) },
    select: { version: true },
  })

/** How many deals were ever in one of these stages. */
export const countDealsEver = (tx: Tx, stageIds: readonly string[]): Promise<number> =>
  tx.prisma.stageChange.count({ where: { workspaceId: tx.scope.workspaceId, toStageId: { in: [...stageIds] } } })

/** With its stages. */
export async function deletePipeline(tx: Tx, id: string): Promise<void> {
  await tx.prisma.stage.deleteMany({ where: { workspaceId: tx.scope.workspaceId, pipelineId: id } })
  await tx.prisma.pipeline.delete({ where: { workspaceId_id: key(tx, id) } })
}

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

const toStage = (row: Row): Stage => ({
  id: row.id,
  pipelineId: row.pipelineId,
  name: row.name,
  position: row.position,
  probability: row.probability,
  rotDays: row.rotDays,
  kind: row.kind as StageKind,
  removedAt: row.removedAt,
  version: row.version,
})
