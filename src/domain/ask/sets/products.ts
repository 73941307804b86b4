import { created, flag, tags, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'products',
  one: 'product',
  many: 'products',
  words: ['items', 'skus'],
  needs: ['product.read'],
  table: 'product',
  ref: '{t}.sku',
  title: '{t}.name',
  key: '{t}.name_key',
  show: 'product show',
  kind: 'product',
  day: 'created',
  shows: ['price', 'unit', 'retired', 'created'],
  sort: 'name',
  fields: {
    sku: text('SKU', 'sku'),
    name: text('Name', 'name'),
    unit: text('Unit', 'unit'),
    price: {
      label: 'Price',
      type: 'money',
      sql: `(select p.amount_minor from product_price p
        where p.workspace_id = {t}.workspace_id and p.product_id = {t}.id and p.currency = {base})`,
      currency: '{base}',
    },
    tag: tags('Tags', 'tags', { words: ['tags', 'label'] }),
    retired: flag('Retired', '{t}.retired_at is not null'),
    created,
  },
  relations: {},
})
