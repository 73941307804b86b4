import { countProducts, listProducts } from '../../../domain/billing/product-list-store.js'
import { counted } from '../../../lib/counted.js'
import { toDecimal } from '../../../lib/money.js'
import { nameKey } from '../../../lib/name-key.js'
import { defineCommand } from '../define-command.js'
import { facetWords } from '../facet-words.js'
import { facetsIn } from '../own-values.js'
import { pageButtons, pageOf } from '../paging.js'
import { optional } from '../params.js'
import { pricesText, unitText } from './product-text.js'

const SHOWN = 25

export default defineCommand({
  name: 'product list',
  summary: 'What you sell, with its prices; `retired`: what you sell no more',
  example: 'product list',
  params: {
    name: optional('text', 'Name', { target: true, hint: 'How it begins' }),
    retired: optional('flag', 'Not sold any more'),
    tag: optional('text', 'Tag'),
    page: optional('integer', 'Page'),
  },
  needs: 'product.read',
  risk: 'read',
  fieldsOf: 'product',
  run: async (context, args) => {
    const facets = await facetsIn(context, 'product list', args)
    const narrowed = facetWords(context, 'product', facets)
    const filter = { ...(args.name && { namePrefix: nameKey(args.name) }), retired: args.retired ?? false, facets }
    const page = pageOf(args.page, SHOWN)
    const [products, total] = await context.read((read) =>
      Promise.all([listProducts(read, filter, page), countProducts(read, filter)]),
    )
    return {
      headline: `${counted(total, 'product')}${args.retired ? ' that you sell no more' : ''}${narrowed.length > 0 ? ` (${narrowed.join(', ')})` : ''}`,
      ...(products.length > 0 && {
        table: {
          columns: [
            { key: 'product', label: 'Product', type: 'record' },
            { key: 'price', label: 'Price', type: 'text' },
            { key: 'unit', label: 'For', type: 'text' },
            { key: 'tax', label: 'Tax', type: 'text' },
          ],
          rows: products.map(({ sku, name, prices, unit, taxCode }) => ({
            product: { ref: sku, title: name },
            price: pricesText(prices),
            unit: unitText(unit),
            tax: taxCode,
          })),
          ...(total > page.offset + products.length ? { more: total - page.offset - products.length } : {}),
        },
      }),
      actions: [
        ...(context.asker.may('product.write')
          ? [{ label: 'New product…', do: { form: 'product new', args: {} }, typed: 'product new' }]
          : []),
        ...pageButtons('product list', args, page, total),
      ],
      data: {
        count: total,
        products: products.map(({ sku, name, prices }) => ({
          sku,
          name,
          prices: prices.map((price) => ({ currency: price.currency, amount: toDecimal(price) })),
        })),
      },
    }
  },
})
