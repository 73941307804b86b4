import { listTeams, type TeamFilter } from '../../../domain/people/team-store.js'
import { counted } from '../../../lib/counted.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const find = async ({ read }: Lookup, filter: TeamFilter, limit?: number): Promise<Candidate[]> =>
  (await listTeams(read, filter, limit)).map(({ id, name, version, members }) => ({
    kind: 'team',
    id,
    ref: name,
    title: name,
    version,
    details: [counted(members.length, 'member')],
  }))

export default defineRecordKind({
  kind: 'team',
  one: 'team',
  many: 'teams',
  needs: 'staff.read',
  owned: false,
  table: 'team',
  detailLabels: ['Members'],
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: async () => [],
  findByName: (lookup, nameKey, limit) => find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, { namePrefix }, limit),
  searchable: false,
})
