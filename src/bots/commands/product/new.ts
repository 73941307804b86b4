import { sqlInTx } from '../../../db/sql-in-tx.js'
import { createProduct } from '../../../domain/billing/change-product.js'
import { getProductRow } from '../../../domain/billing/product-list-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'
import { undoOf } from '../restore.js'
import { productExtras, productInput, productParams } from './product-params.js'
import { productActions, productData, productFields } from './product-reply.js'

export default defineCommand({
  name: 'product new',
  summary: 'Add what you sell, with its price',
  example: 'product new "Cold room sensor" sku:CRS-100 price:49 unit:piece',
  params: { name: required('text', 'Name', { target: true }), ...productParams },
  needs: 'product.write',
  risk: 'reversible',
  fieldsOf: 'product',
  run: async (context, { name, ...given }, tx) => {
    const { id } = await createProduct(tx, {
      ...productInput(given),
      ...productExtras(context, 'product new', given),
      name,
    })
    const product = await getProductRow(sqlInTx(tx), id)
    return {
      headline: `New product ${product.sku} ${product.name}`,
      fields: productFields(product),
      actions: productActions(context.asker, product),
      undo: undoOf(context, tx, 'product restore'),
      data: productData(product),
    }
  },
})
