import { type BillFilter, type BillRow, listBills } from '../../../domain/payables/bill-list-store.js'
import { billTitle } from '../bill/bill-table.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (bill: BillRow): Candidate => ({
  kind: 'bill',
  id: bill.id,
  ref: bill.ref,
  title: billTitle(bill),
  version: bill.version,
  currency: bill.total.currency,
  details: [{ money: bill.total }, bill.status, { date: bill.dueDate }],
})

const find = async ({ read, owners, decides = false }: Lookup, filter: BillFilter, limit: number) => {
  const kinds = ['bill', 'credit_note'] as const
  return (await listBills(read, { ...filter, kinds, owners, orAsked: decides }, limit)).map(candidate)
}

/** A bill is named by our reference, by the supplier's number, or by its supplier. */
export default defineRecordKind({
  kind: 'bill',
  one: 'bill',
  many: 'bills',
  refPrefixes: ['BILL', 'SCN'],
  needs: 'bill.read',
  owned: true,
  table: 'bill',
  detailLabels: ['Total', 'Status', 'Due'],
  show: 'bill show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: async (lookup, key, limit) => {
    const numbered = await find(lookup, { number: key }, limit)
    return numbered.length > 0 ? numbered : find(lookup, { companyKey: key }, limit)
  },
  findByPrefix: (lookup, companyPrefix, limit) => find(lookup, { companyPrefix }, limit),
  searchable: true,
})
