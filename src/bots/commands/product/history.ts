import { defineCommand } from '../define-command.js'
import { historyReply } from '../history-reply.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'product history',
  summary: 'Who changed a product when, and what',
  example: 'product history CRS-100',
  params: { product: target('product', 'Product') },
  needs: 'product.read',
  risk: 'read',
  run: (context, { product }) =>
    historyReply(context, product, { table: 'product', id: product.id, parts: { product_price: 'product_id' } }),
})
