import { nameKey } from '../../lib/name-key.js'
import { idKey, namedKey } from '../crm/keys.js'
import { productIntake } from '../crm/take-products.js'
import { takeRecords } from '../crm/take-records.js'
import { defineImport } from '../define-import.js'

export default defineImport({
  name: 'products',
  summary:
    'What is sold, found again by what its system calls it, its SKU or its name; a price of another currency comes to those there are',
  fields: {
    name: { type: 'text', required: true, aliases: ['product', 'product name', 'title', 'item'] },
    id: { type: 'text', aliases: ['external id'] },
    sku: { type: 'text', aliases: ['product code', 'code', 'item number', 'article number', 'productcode'] },
    price: { type: 'number', aliases: ['unit price', 'list price', 'msrp', 'standard price', 'amount'] },
    currency: { type: 'currency', aliases: ['currency code', 'price currency'] },
    unit: { type: 'text', aliases: ['unit of measure', 'uom', 'quantity unit of measure'] },
    taxcode: { type: 'text', aliases: ['tax code', 'tax rate code'] },
    account: { type: 'text', aliases: ['income account', 'account code', 'revenue account'] },
    description: { type: 'text', aliases: ['product description', 'note'] },
  },
  keyOf: ({ id, sku, name = '' }) => (id === undefined ? namedKey(nameKey(sku ?? name)) : idKey(id)),
  // A row a currency is one product.
  together: ({ price, currency }) => price !== undefined && currency !== undefined,
  chunk: 100,
  save: (tx, records, context) =>
    takeRecords(tx, 'product', { records, context }, (rows) => productIntake(tx, rows, context)),
})
