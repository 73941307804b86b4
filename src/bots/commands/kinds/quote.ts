import { listQuotes, type QuoteFilter, type QuoteRow } from '../../../domain/billing/quote-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (quote: QuoteRow): Candidate => ({
  kind: 'quote',
  id: quote.id,
  ref: quote.ref,
  title: quote.title,
  version: quote.version,
  currency: quote.total.currency,
  details: [quote.company.name, { money: quote.total }, quote.status],
})

const find = async ({ read, owners }: Lookup, filter: QuoteFilter, limit: number) =>
  (await listQuotes(read, { ...filter, owners }, { limit })).map(candidate)

export default defineRecordKind({
  kind: 'quote',
  one: 'quote',
  many: 'quotes',
  refPrefixes: ['Q'],
  needs: 'quote.read',
  owned: true,
  table: 'quote',
  detailLabels: ['Customer', 'Total', 'Status'],
  show: 'quote show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: async () => [],
  searchable: true,
})
