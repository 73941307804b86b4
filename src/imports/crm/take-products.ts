import type { Tx } from '../../db/in-workspace.js'
import { changeProduct, createProduct } from '../../domain/billing/change-product.js'
import type { ProductInput, ProductPrice } from '../../domain/billing/product.js'
import { unitCode } from '../../domain/billing/unit.js'
import { nameKey } from '../../lib/name-key.js'
import { type ImportContext, type ImportRecord, RowFault, type Values } from '../define-import.js'
import { amountOf } from '../each-record.js'
import type { Intake } from './take-records.js'

type ProductWhole = {
  id: string
  sku: string
  name: string
  description: string | null
  unit: string
  taxCode: string | null
  account: string | null
  prices: readonly ProductPrice[]
}

/** One after the other: each has a price, a tax code and an account to be looked up. Who is new is made when its row is decided. */
export async function productIntake(
  tx: Tx,
  records: readonly ImportRecord[],
  { baseCurrency }: ImportContext,
): Promise<Intake<ProductWhole>> {
  const rows = records.map(valuesOf)
  const skus = rows.flatMap(({ sku }) => (sku === undefined ? [] : sku.trim().toLowerCase()))
  const names = rows.map(({ name = '' }) => nameKey(name))
  const { workspaceId } = tx.scope
  const found = await tx.prisma.product.findMany({
    where: { workspaceId, OR: [{ skuKey: { in: skus } }, { nameKey: { in: names } }] },
    select: { id: true, skuKey: true, nameKey: true },
  })
  return {
    alike: (record) => {
      const { sku, name = '' } = valuesOf(record)
      const bySku = found.filter(({ skuKey }) => skuKey === sku?.trim().toLowerCase())
      const named = sku === undefined ? found.filter((each) => each.nameKey === nameKey(name)) : []
      return [...bySku, ...(named.length === 1 ? named : [])].map(({ id }) => id)
    },
    load: (ids) => loadProducts(tx, ids),
    decide: async (record, before) => {
      const values = valuesOf(record)
      const input = { ...inputOf(values), ...pricesOf(record, baseCurrency) }
      if (before === null) {
        const { id, sku } = await createProduct(tx, { ...input, name: values['name'] ?? '' })
        return { ...blank, ...input, id, sku, name: values['name'] ?? '' } as ProductWhole
      }
      const { prices = [], ...plain } = input
      const kept = before.prices.filter(({ currency }) => !prices.some((each) => each.currency === currency))
      const all = [...kept, ...prices].toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
      return { ...before, ...plain, prices: all } as ProductWhole
    },
    write: async (changes) => {
      for (const { before, after } of changes)
        if (before !== null) await changeProduct(tx, after.id, changedOf(before, after))
    },
  }
}

const blank = { description: null, unit: 'C62', taxCode: null, account: null, prices: [] }
const valuesOf = ({ rows }: ImportRecord): Values => rows[0]?.values ?? {}

/** A price a row; none where no row has one. Throws `RowFault`. */
function pricesOf({ rows }: ImportRecord, base: string): Pick<ProductInput, 'prices'> {
  const prices = new Map<string, bigint>()
  for (const { values } of rows) {
    const price = amountOf(values, 'price', values['currency'] ?? base)
    if (!price) continue
    if (price.minor < 0n) throw new RowFault('price', values['price'], 'A price can’t be below zero.')
    if (prices.has(price.currency))
      throw new RowFault(
        'price',
        values['price'],
        `Another row of this product has a price in ${price.currency} already.`,
      )
    prices.set(price.currency, price.minor)
  }
  return prices.size === 0 ? {} : { prices: [...prices].map(([currency, amountMinor]) => ({ currency, amountMinor })) }
}

function inputOf({ name, sku, description, unit, taxcode, account }: Values): ProductInput {
  const code = unit === undefined ? undefined : unitCode(unit)
  if (code === null) throw new RowFault('unit', unit, 'It is no unit: write hour, day, month, piece, kg, …')
  return {
    ...(name === undefined ? {} : { name: name.trim().replace(/\s+/g, ' ') }),
    ...(sku === undefined ? {} : { sku: sku.trim() }),
    ...(description === undefined ? {} : { description }),
    ...(code === undefined ? {} : { unit: code }),
    ...(taxcode === undefined ? {} : { taxCode: taxcode }),
    ...(account === undefined ? {} : { account }),
  }
}

/** What is other; codes that stay need no looking up. */
function changedOf(before: ProductWhole, after: ProductWhole): ProductInput {
  const { name, description, unit, prices } = after
  return {
    name,
    description,
    unit,
    prices,
    ...(after.sku === before.sku ? {} : { sku: after.sku }),
    ...(after.taxCode === before.taxCode ? {} : { taxCode: after.taxCode }),
    ...(after.account === before.account ? {} : { account: after.account }),
  }
}

async function loadProducts(tx: Tx, ids: readonly string[]): Promise<Map<string, ProductWhole>> {
  const rows = await tx.prisma.product.findMany({
    where: { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } },
    include: {
      prices: { select: { currency: true, amountMinor: true }, orderBy: { currency: 'asc' } },
      taxCode: { select: { code: true } },
      account: { select: { code: true } },
    },
  })
  return new Map(
    rows.map(({ id, sku, name, description, unit, prices, taxCode, account }) => [
      id,
      { id, sku, name, description, unit, prices, taxCode: taxCode?.code ?? null, account: account?.code ?? null },
    ]),
  )
}
