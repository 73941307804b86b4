import type { SqlScope } from '../../db/sql-workspace.js'
import { notFound } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { prefixEnd } from '../../lib/name-key.js'
import type { Custom } from '../crm/custom-field.js'
import { type Facet, hasFacets } from '../crm/facet-store.js'

/** A product as lists and cards show it. */
export type ProductRow = {
  id: string
  sku: string
  name: string
  description: string | null
  unit: string
  prices: readonly Money[]
  taxCode: string | null
  account: string | null
  accountId: string | null
  accountCode: string | null
  retiredAt: Date | null
  tags: readonly string[]
  custom: Custom
  version: number
}

/** Which products; what is absent does not narrow. Retired ones are among `ids`, and where asked for. */
export type ProductFilter = {
  ids?: readonly string[]
  skuKey?: string
  nameKey?: string
  namePrefix?: string
  retired?: boolean
  facets?: readonly Facet[]
}

type Row = Omit<ProductRow, 'prices'> & { prices: { currency: string; minor: string }[] }

/** Products by name. */
export async function listProducts(
  read: SqlScope,
  filter: ProductFilter,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<ProductRow[]> {
  const rows = await read.sql<Row[]>`
    select p.id, p.sku, p.name, p.description, p.unit, p.retired_at as "retiredAt", p.tags, p.custom, p.version, t.code as "taxCode",
           case when a.id is not null then a.code || ' ' || a.name end as account, p.account_id as "accountId", a.code as "accountCode",
           array(select jsonb_build_object('currency', c.currency, 'minor', c.amount_minor::text) from product_price c
                  where c.workspace_id = p.workspace_id and c.product_id = p.id order by c.currency) as prices
      from product p
      left join tax_code t on t.workspace_id = p.workspace_id and t.id = p.tax_code_id
      left join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
     where ${matches(read, filter)}
     order by p.name_key, p.id limit ${limit} offset ${offset}`
  return rows.map(({ prices, ...row }) => ({
    ...row,
    prices: prices.map(({ currency, minor }) => money(BigInt(minor), currency)),
  }))
}

/** Throws `not_found`. */
export async function getProductRow(read: SqlScope, id: string): Promise<ProductRow> {
  const [product] = await listProducts(read, { ids: [id] }, { limit: 1 })
  if (!product) throw notFound('There is no such product.', { productId: id })
  return product
}

export async function countProducts(read: SqlScope, filter: ProductFilter): Promise<number> {
  const [row] = await read.sql<{ count: number }[]>`
    select count(*)::int as count from product p where ${matches(read, filter)}`
  return row?.count ?? 0
}

function matches(read: SqlScope, { ids, skuKey, nameKey, namePrefix, retired = false, facets }: ProductFilter) {
  const { sql, scope } = read
  return sql`p.workspace_id = ${scope.workspaceId}
    ${ids ? sql`and p.id = any (${[...ids]}::uuid[])` : retired ? sql`and p.retired_at is not null` : sql`and p.retired_at is null`}
    ${hasFacets(read, 'product', sql`p.id`, facets)}
    ${skuKey ? sql`and p.sku_key = ${skuKey}` : sql``}
    ${nameKey ? sql`and p.name_key = ${nameKey}` : sql``}
    ${namePrefix ? sql`and p.name_key >= ${namePrefix} and p.name_key < ${prefixEnd(namePrefix)}` : sql``}`
}
