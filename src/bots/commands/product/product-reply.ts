import { type ProductRow } from '../../../domain/billing/product-list-store.js'
import { toDecimal } from '../../../lib/money.js'
import { seenAs } from '../actions.js'
import { fieldsWith } from '../cells.js'
import type { Asker } from '../define-command.js'
import { ownData } from '../own-values.js'
import type { Action, Field } from '../reply.js'
import { pricesText, unitText } from './product-text.js'

export const productFields = (product: ProductRow): Field[] =>
  fieldsWith([
    ['Price', pricesText(product.prices)],
    ['For', unitText(product.unit)],
    ['Tax code', product.taxCode ?? 'the customer’s'],
    ['Account', product.account ?? 'sales'],
    ['About', product.description],
    ['Tags', product.tags.join(', ')],
    ['Sold', product.retiredAt ? 'not any more' : null],
  ])

export function productActions(asker: Asker, product: ProductRow): Action[] {
  const { sku, retiredAt } = product
  if (!asker.may('product.write')) return []
  const typed = (verb: string) => `product ${verb} ${sku}`
  return [
    { label: 'Change…', do: { form: 'product set', args: { product: sku } }, typed: typed('set') },
    {
      label: retiredAt ? 'Sell again' : 'Sell no more',
      do: { command: 'product retire', args: { product: sku }, seen: seenAs(product) },
      typed: typed('retire'),
    },
  ]
}

export const productData = ({ sku, name, unit, prices, taxCode, account, retiredAt, tags, custom }: ProductRow) => ({
  sku,
  name,
  unit,
  prices: prices.map((price) => ({ currency: price.currency, amount: toDecimal(price) })),
  tax: taxCode,
  account,
  retired: retiredAt !== null,
  tags,
  fields: ownData(custom),
})
