import { type CaseFilter, type CaseRow, listCases } from '../../../domain/support/case-list-store.js'
import { statusText } from '../case/case-table.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (one: CaseRow): Candidate => ({
  kind: 'case',
  id: one.id,
  ref: one.ref,
  title: one.subject,
  version: one.version,
  details: [
    one.company?.name ?? one.contact?.name ?? null,
    statusText(one),
    one.priority,
    one.owner && { person: one.owner },
  ],
})

const find = async ({ read, owners }: Lookup, filter: CaseFilter, limit: number) =>
  (await listCases(read, { ...filter, owners }, limit)).map(candidate)

export default defineRecordKind({
  kind: 'case',
  one: 'case',
  many: 'cases',
  refPrefixes: ['CASE'],
  needs: 'case.read',
  owned: true,
  table: 'support_case',
  detailLabels: ['Customer', 'Status', 'Priority', 'Owner'],
  show: 'case show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: (lookup, subjectKey, limit) => find(lookup, { subjectKey }, limit),
  findByPrefix: (lookup, subjectPrefix, limit) => find(lookup, { subjectPrefix }, limit),
  searchable: true,
})
