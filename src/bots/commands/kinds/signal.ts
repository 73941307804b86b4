import { listSignals, type SignalFilter } from '../../../domain/signals/signal-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'
import { sightOf } from '../signal/declared.js'

async function find({ read, asker }: Lookup, filter: SignalFilter, limit?: number): Promise<Candidate[]> {
  const rows = await listSignals(read, { ...filter, sight: sightOf(asker) }, limit)
  return rows.map(({ id, ref, headline, name, ownerName, version }) => ({
    kind: 'signal',
    id,
    ref,
    title: headline,
    version,
    details: [name, ownerName ?? 'nobody'],
  }))
}

const OPEN = { states: ['found', 'shown'] } as const
const called = (key: string) => (each: Candidate) => each.title.toLowerCase().startsWith(key)

export default defineRecordKind({
  kind: 'signal',
  one: 'signal',
  many: 'signals',
  refPrefixes: ['SIG'],
  needs: 'self',
  owned: 'Whoever may see the record that it is on.',
  table: 'signal',
  detailLabels: ['Signal', 'Owner'],
  show: 'signal show',
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: (lookup, ref) => find(lookup, { ref }),
  findByName: async (lookup, key, limit) => (await find(lookup, OPEN)).filter(called(key)).slice(0, limit),
  findByPrefix: async (lookup, key, limit) => (await find(lookup, OPEN)).filter(called(key)).slice(0, limit),
  searchable: false,
})
