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

/** With a deal among the parameters only the stages of that deal's pipeline count. */
async function find(lookup: Lookup, filter: StageFilter, limit = 50): Promise<Candidate[]> {
  const deal = Object.values(lookup.args).find(isDeal)
  const stages = await listStageRows(lookup.read, deal ? { ...filter, dealId: deal.id } : filter)
  return stages.slice(0, limit).map(candidate)
}

const isDeal = (value: unknown): value is RecordRef =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'deal'

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
