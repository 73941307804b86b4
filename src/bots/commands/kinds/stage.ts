import { listStageRows, type StageFilter, type StageRow } from '../../../domain/crm/stage-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'
import type { RecordRef } from '../params.js'

const candidate = (stage: StageRow): Candidate => ({
  kind: 'stage',
  id: stage.id,
  ref: stage.name,
  title: stage.name,
  version: stage.version,
  details: [stage.pipeline, { percent: stage.probability }],
})

async function find(lookup: Lookup, filter: StageFilter, limit = 50): Promise<Candidate[]> {
  const stages = await listStageRows(lookup.read, { ...filter, ...pipelineAmong(lookup.args) })
  return stages.slice(0, limit).map(candidate)
}

/** A pipeline among the parameters says whose stages count; else a deal's, else another stage's own. */
function pipelineAmong(args: Lookup['args']): StageFilter {
  const of = (kind: RecordRef['kind']) =>
    Object.values(args).find((value) => isRecordOf(kind, value)) as RecordRef | undefined
  const [pipeline, deal, stage] = [of('pipeline'), of('deal'), of('stage')]
  if (pipeline) return { pipelineId: pipeline.id }
  if (deal) return { dealId: deal.id }
  return stage ? { besideId: stage.id } : {}
}

const isRecordOf = (kind: string, value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind

export default defineRecordKind({
  kind: 'stage',
  one: 'stage',
  many: 'stages',
  needs: 'deal.read',
  owned: false,
  table: 'stage',
  detailLabels: ['Pipeline', 'Probability'],
  findByIds: ({ read }, ids) => listStageRows(read, { ids }).then((stages) => stages.map(candidate)),
  findByRef: async () => [],
  findByName: (lookup, nameKey, limit) => find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, namePrefix ? { namePrefix } : {}, limit),
  searchable: false,
})
