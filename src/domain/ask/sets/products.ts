import { created, flag, text } from '../fields.js'
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
  shows: ['unit', 'retired', 'created'],
  sort: 'name',
  fields: {
    sku: text('SKU', 'sku'),
    name: text('Name', 'name'),
    unit: text('Unit', 'unit'),
    retired: flag('Retired', '{t}.retired_at is not null'),
    created,
  },
  relations: {},
})
