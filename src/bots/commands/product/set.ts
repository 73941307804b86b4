import { sqlInTx } from '../../../db/sql-in-tx.js'
import { changeProduct } from '../../../domain/billing/change-product.js'
import { getProductRow } from '../../../domain/billing/product-list-store.js'
import { unitShort } from '../../../domain/billing/unit.js'
import { invalid } from '../../../lib/errors.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { namesInTx, ownChanges, ownInitials } from '../own-values.js'
import { optional, target } from '../params.js'
import { undoOf } from '../restore.js'
import { productExtras, productInput, productParams } from './product-params.js'
import { productActions, productData, productFields } from './product-reply.js'

export default defineCommand({
  name: 'product set',
  summary: 'Change a product, or set its price in one more currency; lines that came of it stay as they are',
  example: 'product set CRS-100 price:"USD 55" tax:none',
  params: { product: target('product', 'Product'), name: optional('text', 'Name'), ...productParams },
  needs: 'product.write',
  risk: 'reversible',
  fieldsOf: 'product',
  current: async (context, read, { id }) => {
    const product = await getProductRow(read, id)
    const { name, sku, prices, unit, taxCode, accountCode, description, custom } = product
    return defined({
      name,
      sku,
      // Of several prices the form can't say which it is to change.
      price: prices.length === 1 ? prices[0] : undefined,
      unit: unitShort(unit) || 'one',
      tax: taxCode ?? undefined,
      account: accountCode ?? undefined,
      about: description ?? undefined,
      ...(await ownInitials(context, read, 'product set', custom)),
    })
  },
  run: async (context, { product: { id, ref }, name, ...given }, tx) => {
    const row = await getProductRow(sqlInTx(tx), id)
    const extras = productExtras(context, 'product set', given, row)
    const input = { ...productInput(given), ...extras, ...(name ? { name } : {}) }
    if (Object.keys(input).length === 0) throw invalid(`What is to change? product set ${ref} price:"USD 55"`)
    const before = productFields(row)
    await changeProduct(tx, id, input)
    const product = await getProductRow(sqlInTx(tx), id)
    const after = productFields(product)
    const names = await namesInTx(tx, [row.custom, product.custom])
    const labels = [...new Set([...before, ...after].map(({ label }) => label))]
    const valueOf = (fields: typeof after, wanted: string) =>
      fields.find(({ label }) => label === wanted)?.value ?? null
    return {
      headline: `${product.sku} ${product.name} is changed`,
      changes: labels
        .map((label) => ({ label, before: valueOf(before, label), after: valueOf(after, label) }))
        .filter((change) => change.before !== change.after)
        .concat(ownChanges(context, 'product', [row.custom, product.custom], names)),
      actions: productActions(context.asker, product),
      undo: undoOf(context, tx, 'product restore'),
      data: productData(product),
    }
  },
})
