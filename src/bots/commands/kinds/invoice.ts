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

/** An invoice is (or credit note) is named by its number or draft reference, or by its customer: `invoice show Acme` offers Acme's. */
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
  findByName: (lookup, companyKey, limit) => find(lookup, { companyKey }, limit),
  findByPrefix: (lookup, companyPrefix, limit) => find(lookup, { companyPrefix }, limit),
  searchable: true,
})
