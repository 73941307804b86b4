import { amount, day, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'quote-lines',
  one: 'line of a quote',
  many: 'lines of quotes',
  needs: ['quote.read'],
  table: 'quote_line',
  within: 'quote',
  ref: '{quote}.ref',
  title: '{t}.description',
  amount: 'net',
  day: 'date',
  shows: ['quote', 'product', 'quantity', 'net', 'delivery'],
  sort: '-date',
  fields: {
    description: text('Description', 'description'),
    date: { label: 'Date', type: 'date', sql: '{quote}.quote_date' },
    quantity: { label: 'Quantity', type: 'number', sql: '{t}.quantity_milli / 1000.0' },
    net: amount('Net', 'net_minor', { currency: '{quote}.currency', words: ['amount', 'value'] }),
    delivery: day('Delivery', 'delivery_on'),
  },
  relations: {
    quote: { label: 'Quote', to: 'quotes', sql: '{t}.quote_id', words: ['offer'] },
    product: { label: 'Product', to: 'products', sql: '{t}.product_id', words: ['item'] },
  },
})
