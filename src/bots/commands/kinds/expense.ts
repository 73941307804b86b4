import { type BillFilter, type BillRow, listBills } from '../../../domain/payables/bill-list-store.js'
import { billTitle } from '../bill/bill-table.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (expense: BillRow): Candidate => ({
  kind: 'expense',
  id: expense.id,
  ref: expense.ref,
  title: billTitle(expense),
  version: expense.version,
  currency: expense.total.currency,
  details: [{ money: expense.total }, expense.status, { date: expense.billDate }],
})

const find = async ({ read, owners, decides = false }: Lookup, filter: BillFilter, limit: number) =>
  (await listBills(read, { ...filter, kinds: ['expense'], owners, orAsked: decides }, limit)).map(candidate)

export default defineRecordKind({
  kind: 'expense',
  one: 'expense',
  many: 'expenses',
  refPrefixes: ['EXP'],
  needs: 'expense.read',
  owned: true,
  table: 'bill',
  detailLabels: ['Total', 'Status', 'Spent on'],
  show: 'expense show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: async () => [],
  searchable: true,
})
