import { listPipelines, type PipelineFilter, type PipelineRow } from '../../../domain/crm/pipeline-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (pipeline: PipelineRow): Candidate => ({
  kind: 'pipeline',
  id: pipeline.id,
  ref: pipeline.name,
  title: pipeline.name,
  version: pipeline.version,
  details: [String(pipeline.stages), String(pipeline.openDeals)],
})

const find = async ({ read }: Lookup, filter: PipelineFilter, limit = 50) =>
  (await listPipelines(read, filter)).slice(0, limit).map(candidate)

export default defineRecordKind({
  kind: 'pipeline',
  one: 'pipeline',
  many: 'pipelines',
  needs: 'deal.read',
  owned: false,
  table: 'pipeline',
  detailLabels: ['Stages', 'Open deals'],
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: async () => [],
  findByName: (lookup, nameKey, limit) => find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, namePrefix ? { namePrefix } : {}, limit),
  searchable: false,
})
