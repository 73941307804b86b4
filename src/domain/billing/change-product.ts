import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { conflict, invalid } from '../../lib/errors.js'
import { valid } from '../../lib/valid.js'
import { getAccount } from '../ledger/account-store.js'
import { checkProduct, type Product, type ProductInput } from './product.js'
import { findProductBySku, getProduct, insertProduct, putPrices, saveProduct } from './product-store.js'
import { getTaxCode } from './tax-code-store.js'

/** Makes a product; without a SKU it gets the next number. Throws `invalid`, `not_found` for a code that isn't there, `conflict`. */
export async function createProduct(tx: Tx, input: ProductInput & { name: string }): Promise<Product> {
  const checked = valid(checkProduct({ name: input.name, sku: input.sku ?? (await nextRef(tx, 'product', 'P')) }))
  await refuseTaken(tx, checked.sku)
  const product: Product = {
    id: tx.newId(),
    ...checked,
    description: input.description ?? null,
    unit: input.unit ?? 'C62',
    taxCodeId: null,
    accountId: null,
    ...(await codesOf(tx, input)),
    retiredAt: null,
    tags: input.tags ?? [],
    custom: input.custom ?? {},
    version: 1,
  }
  await insertProduct(tx, product)
  await putPrices(tx, product.id, pricesOf(input))
  return product
}

/** Changes a product; lines that came of it stay as they are. Throws as `createProduct`. */
export async function changeProduct(tx: Tx, id: string, input: ProductInput): Promise<Product> {
  const before = await getProduct(tx, id)
  const { name, sku } = valid(checkProduct({ ...before, ...input }))
  if (input.sku !== undefined) await refuseTaken(tx, sku, id)
  const { description, unit, tags, custom } = input
  const saved = await saveProduct(tx, before, {
    name,
    sku,
    ...(description === undefined ? {} : { description }),
    ...(unit === undefined ? {} : { unit }),
    ...(tags === undefined ? {} : { tags }),
    ...(custom === undefined ? {} : { custom }),
    ...(await codesOf(tx, input)),
  })
  await putPrices(tx, id, pricesOf(input))
  return saved
}

/** Is sold no more, or again; what came of it stays. */
export async function retireProduct(tx: Tx, id: string): Promise<Product> {
  const product = await getProduct(tx, id)
  return saveProduct(tx, product, { retiredAt: product.retiredAt ? null : tx.now })
}

/** The ids of a tax code for sales and an account by what people call them. */
async function codesOf(tx: Tx, { taxCode, account }: ProductInput): Promise<Partial<Product>> {
  return {
    ...(taxCode === undefined ? {} : { taxCodeId: taxCode && (await getTaxCode(tx, taxCode)).id }),
    ...(account === undefined ? {} : { accountId: account && (await incomeAccount(tx, account)) }),
  }
}

async function incomeAccount(tx: Tx, code: string): Promise<string> {
  const account = await getAccount(tx, { code })
  if (account.kind !== 'income') throw invalid(`${account.code} ${account.name} is no account of income.`)
  return account.id
}

function pricesOf({ prices = [] }: ProductInput) {
  if (prices.some(({ amountMinor }) => amountMinor < 0n)) throw invalid('A price can’t be below zero.')
  return prices
}

async function refuseTaken(tx: Tx, sku: string, own?: string): Promise<void> {
  const holder = await findProductBySku(tx, sku)
  if (holder && holder.id !== own) throw conflict(`${holder.sku} is ${holder.name} already. Give another SKU.`)
}
