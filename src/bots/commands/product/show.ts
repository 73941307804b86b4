import { getProductRow } from '../../../domain/billing/product-list-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { productActions, productData, productFields } from './product-reply.js'

export default defineCommand({
  name: 'product show',
  summary: 'One product: its prices, unit, tax code and account',
  example: 'product show CRS-100',
  params: { product: target('product', 'Product') },
  needs: 'product.read',
  risk: 'read',
  run: async ({ read, asker }, { product: { id } }) => {
    const product = await read((scope) => getProductRow(scope, id))
    return {
      headline: `${product.sku} ${product.name}`,
      fields: productFields(product),
      actions: productActions(asker, product),
      data: productData(product),
    }
  },
})
