import type { Tx } from '../../db/in-workspace.js'
import type { Stage as Row } from '../../generated/prisma/client.js'
import { notFound, refused } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import type { NewPipeline, Stage, StageKind } from './pipeline.js'

/** Throws `not_found`. */
export async function getStage(tx: Tx, id: string): Promise<Stage> {
  const row = await tx.prisma.stage.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (!row) throw notFound('There is no such stage.', { stageId: id })
  return toStage(row)
}

/** The stages of a pipeline in their order. */
export async function listStages(tx: Tx, pipelineId: string): Promise<Stage[]> {
  const where = { workspaceId: tx.scope.workspaceId, pipelineId }
  return (await tx.prisma.stage.findMany({ where, orderBy: { position: 'asc' } })).map(toStage)
}

/** Where a new deal of the first pipeline begins. Throws `refused` when the company has no pipeline yet. */
export async function getFirstStage(tx: Tx): Promise<Stage> {
  const row = await tx.prisma.stage.findFirst({
    where: { workspaceId: tx.scope.workspaceId, kind: 'open' },
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
  const data = input.stages.map((stage, at) => ({
    workspaceId,
    id: tx.newId(),
    pipelineId,
    name: stage.name,
    nameKey: nameKey(stage.name),
    position: at,
    probability: stage.probability,
    rotDays: stage.rotDays ?? null,
    kind: stage.kind ?? 'open',
  }))
  await tx.prisma.stage.createMany({ data })
  return listStages(tx, pipelineId)
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
  version: row.version,
})
