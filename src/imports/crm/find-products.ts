import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { createProduct } from '../../domain/billing/change-product.js'
import { money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import { type ImportContext, RowFault } from '../define-import.js'
import { UnknownName } from './near-names.js'

export type FoundProduct = { id: string; name: string; unit: string }
type Row = FoundProduct & { skuKey: string; nameKey: string; retired: boolean }

/** Finds a product by its SKU or name; `price` in minor units is what a new one costs. Throws `RowFault`. */
export type ProductFinder = (text: string, price: { minor: bigint; currency: string } | null) => Promise<FoundProduct>

/** For one chunk; with `--create products` what isn't there is made, at the price of the line that names it. */
export async function productFinder(
  tx: Tx,
  texts: readonly (string | undefined)[],
  { create }: ImportContext,
): Promise<ProductFinder> {
  const { sql, scope } = sqlInTx(tx)
  const keys = [
    ...new Set(texts.flatMap((text) => (text === undefined ? [] : [nameKey(text), text.trim().toLowerCase()]))),
  ]
  const rows = await sql<Row[]>`
    select id::text, name, unit, sku_key as "skuKey", name_key as "nameKey", retired_at is not null as retired from product
     where workspace_id = ${scope.workspaceId}::uuid and (sku_key = any(${keys}::text[]) or name_key = any(${keys}::text[]))`
  return async (text, price) => {
    const bySku = rows.find(({ skuKey }) => skuKey === text.trim().toLowerCase())
    const named = rows.filter((row) => row.nameKey === nameKey(text))
    const [one, other] = named.some(({ retired }) => !retired) ? named.filter(({ retired }) => !retired) : named
    if (bySku ?? (one && !other)) return bySku ?? (one as Row)
    if (other) throw new RowFault('product', text, 'Several products are called that. Give the SKU instead.')
    if (!create.has('products')) throw new UnknownName('product', 'product', text)
    const prices = price ? [{ currency: price.currency, amountMinor: money(price.minor, price.currency).minor }] : []
    const made = await createProduct(tx, { name: text, prices })
    rows.push({ ...made, skuKey: made.sku.toLowerCase(), nameKey: nameKey(made.name), retired: false })
    return made
  }
}
