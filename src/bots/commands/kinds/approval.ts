import { type ApprovalFilter, type ApprovalRow, listApprovals } from '../../../domain/people/approval-list-store.js'
import { seenBy } from '../approval/seen-by.js'
import { moneyCell } from '../cells.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (approval: ApprovalRow): Candidate => ({
  kind: 'approval',
  id: approval.id,
  ref: approval.ref,
  title: approval.title,
  version: approval.version,
  details: [moneyCell(approval.amount), approval.state, { person: approval.requestedBy }],
})

const find = async ({ read, asker }: Lookup, filter: ApprovalFilter, most: number) =>
  (await listApprovals(read, { ...filter, ...seenBy(asker) }, most)).map(candidate)

/** Named by its reference; what it is about has a name of its own. */
export default defineRecordKind({
  kind: 'approval',
  one: 'approval',
  many: 'approvals',
  refPrefixes: ['APR'],
  needs: 'self',
  owned: 'who may decide a kind of question sees its questions; everybody those that they asked',
  table: 'approval',
  detailLabels: ['Amount', 'State', 'Asked by'],
  show: 'approval show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: async () => [],
  searchable: false,
})
