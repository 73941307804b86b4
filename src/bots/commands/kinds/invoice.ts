import { type InvoiceFilter, type InvoiceRow, listInvoices } from '../../../domain/billing/invoice-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (invoice: InvoiceRow): Candidate => ({
  kind: 'invoice',
  id: invoice.id,
  ref: invoice.name,
  title: invoice.company.name,
  version: invoice.version,
  currency: invoice.total.currency,
  details: [{ money: invoice.total }, invoice.status, invoice.dueDate && { date: invoice.dueDate }],
})

const find = async ({ read, owners }: Lookup, filter: InvoiceFilter, limit: number) =>
  (await listInvoices(read, { ...filter, owners }, limit)).map(candidate)

/**
 * An invoice (or credit note) is named by its number or draft reference, one that was taken over by whatever number it had (`RE-1001`), or by
 * its customer: `invoice show Acme` offers Acme's.
 */
export default defineRecordKind({
  kind: 'invoice',
  one: 'invoice',
  many: 'invoices',
  refPrefixes: ['INV', 'DRAFT', 'CN'],
  needs: 'invoice.read',
  owned: true,
  table: 'invoice',
  detailLabels: ['Total', 'Status', 'Due'],
  show: 'invoice show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, name) => find(lookup, { name }, 1),
  findByName: async (lookup, key, limit) => {
    const numbered = await find(lookup, { number: key }, limit)
    return numbered.length > 0 ? numbered : find(lookup, { companyKey: key }, limit)
  },
  findByPrefix: (lookup, companyPrefix, limit) => find(lookup, { companyPrefix }, limit),
  searchable: true,
})
