import { getProductRow } from '../../../domain/billing/product-list-store.js'
import { defineCommand } from '../define-command.js'
import { namesIn, ownCells } from '../own-values.js'
import { target } from '../params.js'
import { productActions, productData, productFields } from './product-reply.js'

export default defineCommand({
  name: 'product show',
  summary: 'One product: its prices, unit, tax code and account',
  example: 'product show CRS-100',
  params: { product: target('product', 'Product') },
  needs: 'product.read',
  risk: 'read',
  run: async (context, { product: { id } }) => {
    const { asker } = context
    const { product, names } = await context.read(async (read) => {
      const product = await getProductRow(read, id)
      return { product, names: await namesIn(read, [product.custom]) }
    })
    return {
      headline: `${product.sku} ${product.name}`,
      fields: [...productFields(product), ...ownCells(context, 'product', product.custom, names)],
      actions: productActions(asker, product),
      data: productData(product),
    }
  },
})
