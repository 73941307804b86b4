import { retireProduct } from '../../../domain/billing/change-product.js'
import { renewProductSearch } from '../../../domain/billing/product-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changeParam, restoreRows, undoOf } from '../restore.js'

const retire = defineCommand({
  name: 'product retire',
  summary: 'Stop selling a product, or sell it again; earlier documents stay as they are',
  example: 'product retire CRS-100',
  params: { product: target('product', 'Product') },
  needs: 'product.write',
  risk: 'reversible',
  run: async (context, { product }, tx) => {
    const { sku, name, retiredAt } = await retireProduct(tx, product.id)
    return {
      headline: `${sku} ${name} is ${retiredAt ? 'not sold any more' : 'sold again'}`,
      undo: undoOf(context, tx, 'product restore'),
      data: { sku, retired: retiredAt !== null },
    }
  },
})

const restore = defineCommand({
  name: 'product restore',
  summary: 'Take back a change of a product',
  example: 'product restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'product.write',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['product', 'product_price'])
    const ids = rows.filter(({ table }) => table === 'product').map(({ id }) => id)
    for (const id of ids) await renewProductSearch(tx, id)
    return { headline: 'The product is as before.', data: { products: ids.length } }
  },
})

export default [retire, restore]
