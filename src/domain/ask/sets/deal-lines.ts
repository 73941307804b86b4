import { day, deal, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'deal-lines',
  one: 'line of a deal',
  many: 'lines of deals',
  needs: ['deal.read'],
  table: 'deal_line',
  within: 'deal',
  ref: '{deal}.ref',
  title: '{t}.description',
  amount: 'net',
  shows: ['deal', 'product', 'quantity', 'net', 'delivery'],
  sort: '-net',
  fields: {
    description: text('Description', 'description'),
    quantity: { label: 'Quantity', type: 'number', sql: '{t}.quantity_milli / 1000.0' },
    net: {
      label: 'Net',
      type: 'money',
      sql: 'round({t}.quantity_milli * {t}.unit_price_minor * (10000 - {t}.discount_bp) / 10000000.0)::bigint',
      currency: '{deal}.currency',
      words: ['amount', 'value'],
    },
    delivery: day('Delivery', 'delivery_on'),
  },
  relations: { deal: deal(), product: { label: 'Product', to: 'products', sql: '{t}.product_id', words: ['item'] } },
})
