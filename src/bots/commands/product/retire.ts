import { removeSearchDocument } from '../../../db/search-document.js'
import { retireProduct } from '../../../domain/billing/change-product.js'
import { getProduct, putProductSearch } from '../../../domain/billing/product-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changeParam, restoreRows, undoOf } from '../restore.js'

const retire = defineCommand({
  name: 'product retire',
  summary: 'Sell a product no more – or again; what came of it stays',
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
    for (const id of ids) {
      const there = await tx.prisma.product.count({ where: { workspaceId: tx.scope.workspaceId, id } })
      if (there > 0) await putProductSearch(tx, await getProduct(tx, id))
      else await removeSearchDocument(tx, 'product', id)
    }
    return { headline: 'The product is as before.', data: { products: ids.length } }
  },
})

export default [retire, restore]
