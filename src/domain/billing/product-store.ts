import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument, removeSearchDocument } from '../../db/search-document.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { type Custom, textsOf } from '../crm/custom-field.js'
import { type Product, type ProductPrice, skuKey } from './product.js'

const COLUMNS = {
  id: true,
  sku: true,
  name: true,
  description: true,
  unit: true,
  taxCodeId: true,
  accountId: true,
  retiredAt: true,
  tags: true,
  custom: true,
  version: true,
} as const

/** Throws `not_found`. */
export async function getProduct(tx: Tx, id: string): Promise<Product> {
  const row = await tx.prisma.product.findUnique({ where: { workspaceId_id: key(tx, id) }, select: COLUMNS })
  if (!row) throw notFound('There is no such product.', { productId: id })
  return toProduct(row)
}

export async function findProductBySku(tx: Tx, sku: string): Promise<Product | null> {
  const row = await tx.prisma.product.findUnique({
    where: { workspaceId_skuKey: { workspaceId: tx.scope.workspaceId, skuKey: skuKey(sku) } },
    select: COLUMNS,
  })
  return row && toProduct(row)
}

/** Own fields are what our own statements wrote. */
const toProduct = <T extends { custom: unknown }>(row: T): Omit<T, 'custom'> & { custom: Custom } => ({
  ...row,
  custom: row.custom as Custom,
})

export async function insertProduct(tx: Tx, product: Product): Promise<void> {
  const { version: _, ...plain } = product
  await tx.prisma.product.create({
    data: { ...plain, tags: [...plain.tags], ...key(tx, product.id), ...keys(product) },
  })
  await putProductSearch(tx, product)
}

/** On the very version that was decided on. Throws `conflict`. */
export async function saveProduct(
  tx: Tx,
  product: Product,
  change: Partial<Omit<Product, 'id' | 'version'>>,
): Promise<Product> {
  const { tags, ...rest } = change
  const [row] = await tx.prisma.product.updateManyAndReturn({
    where: { ...key(tx, product.id), version: product.version },
    data: { ...rest, ...(tags && { tags: [...tags] }), ...keys({ ...product, ...change }) },
    select: COLUMNS,
  })
  if (!row) throw changedMeanwhile(product.sku)
  const saved = toProduct(row)
  await putProductSearch(tx, saved)
  return saved
}

export const listPrices = (tx: Tx, productId: string): Promise<ProductPrice[]> =>
  tx.prisma.productPrice.findMany({
    where: { workspaceId: tx.scope.workspaceId, productId },
    select: { currency: true, amountMinor: true },
    orderBy: { currency: 'asc' },
  })

/** Sets the price of each of these currencies; one that is so already is not written. */
export async function putPrices(tx: Tx, productId: string, prices: readonly ProductPrice[]): Promise<void> {
  const { workspaceId } = tx.scope
  const known = await listPrices(tx, productId)
  for (const { currency, amountMinor } of prices) {
    if (known.some((price) => price.currency === currency && price.amountMinor === amountMinor)) continue
    const where = { workspaceId_productId_currency: { workspaceId, productId, currency } }
    const create = { ...key(tx, tx.newId()), productId, currency, amountMinor }
    await tx.prisma.productPrice.upsert({ where, create, update: { amountMinor } })
  }
}

/** After a change was taken back, which may have taken the product itself with it. */
export async function renewProductSearch(tx: Tx, id: string): Promise<void> {
  const there = await tx.prisma.product.count({ where: { workspaceId: tx.scope.workspaceId, id } })
  if (there > 0) await putProductSearch(tx, await getProduct(tx, id))
  else await removeSearchDocument(tx, 'product', id)
}

export const putProductSearch = (tx: Tx, product: Product): Promise<void> =>
  putSearchDocument(tx, {
    kind: 'product',
    id: product.id,
    ref: product.sku,
    title: product.name,
    body: [product.sku, product.description, ...product.tags, ...textsOf(product.custom)],
  })

const keys = ({ sku, name }: Pick<Product, 'sku' | 'name'>) => ({ skuKey: skuKey(sku), nameKey: nameKey(name) })

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })
