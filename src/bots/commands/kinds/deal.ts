import { type DealFilter, type DealRow, listDeals } from '../../../domain/crm/deal-list-store.js'
import { listDealTitles } from '../../../domain/crm/record-title-store.js'
import { moneyCell } from '../cells.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (deal: DealRow): Candidate => ({
  kind: 'deal',
  id: deal.id,
  ref: deal.ref,
  title: deal.title,
  version: deal.version,
  currency: deal.currency,
  details: [deal.company.name, { person: deal.owner.name }, moneyCell(deal.amount), deal.stage.name],
})

const find = async ({ read, owners }: Lookup, filter: DealFilter, limit: number) =>
  (await listDeals(read, { ...filter, owners }, limit)).map(candidate)

export default defineRecordKind({
  kind: 'deal',
  one: 'deal',
  many: 'deals',
  refPrefixes: ['DEAL'],
  needs: 'deal.read',
  owned: true,
  table: 'deal',
  detailLabels: ['Company', 'Owner', 'Amount', 'Stage'],
  show: 'deal show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  nameByIds: ({ read, owners }, ids) => listDealTitles(read, ids, owners),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: (lookup, titleKey, limit) => find(lookup, { titleKey }, limit),
  findByPrefix: (lookup, titlePrefix, limit) => find(lookup, { titlePrefix }, limit),
  searchable: true,
})
