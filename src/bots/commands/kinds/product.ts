import { listProducts, type ProductFilter, type ProductRow } from '../../../domain/billing/product-list-store.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'
import { pricesText } from '../product/product-text.js'

const candidate = (product: ProductRow): Candidate => ({
  kind: 'product',
  id: product.id,
  ref: product.sku,
  title: product.name,
  version: product.version,
  details: [pricesText(product.prices), product.retiredAt ? 'not sold any more' : null],
})

const find = async ({ read }: Lookup, filter: ProductFilter, limit: number) =>
  (await listProducts(read, filter, { limit })).map(candidate)

/** A product is named by its SKU, in any case, or by its name. */
export default defineRecordKind({
  kind: 'product',
  one: 'product',
  many: 'products',
  needs: 'product.read',
  owned: false,
  table: 'product',
  detailLabels: ['Price', ''],
  show: 'product show',
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, sku) => find(lookup, { skuKey: sku.toLowerCase() }, 1),
  findByName: (lookup, nameKey, limit) => find(lookup, { nameKey }, limit),
  findByPrefix: (lookup, namePrefix, limit) => find(lookup, namePrefix ? { namePrefix } : {}, limit),
  searchable: true,
})
