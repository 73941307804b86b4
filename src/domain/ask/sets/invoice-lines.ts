import { AT_POSTED_RATE, day, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'invoice-lines',
  one: 'line of an invoice',
  many: 'lines of invoices',
  needs: ['invoice.read'],
  table: 'invoice_line',
  within: 'invoice',
  ref: 'coalesce({invoice}.number, {invoice}.ref)',
  title: '{t}.description',
  amount: 'net',
  rated: AT_POSTED_RATE,
  day: 'issued',
  shows: ['invoice', 'description', 'quantity', 'net', 'department'],
  sort: '-issued',
  fields: {
    description: text('Description', 'description'),
    issued: { label: 'Issued', type: 'date', sql: '{invoice}.issue_date', words: ['date'] },
    quantity: { label: 'Quantity', type: 'number', sql: '{t}.quantity_milli / 1000.0' },
    net: {
      label: 'Net',
      type: 'money',
      sql: "case when {invoice}.kind = 'credit_note' then -{t}.net_minor else {t}.net_minor end",
      currency: '{invoice}.currency',
      rate: 'trim_scale({invoice}.fx_rate)::text',
      words: ['amount', 'revenue', 'sales'],
    },
    department: listed('Department', 'department'),
    'service-from': day('Service from', 'service_from'),
    'service-to': day('Service to', 'service_to'),
  },
  relations: {
    invoice: { label: 'Invoice', to: 'invoices', sql: '{t}.invoice_id' },
    account: { label: 'Account', to: 'accounts', sql: '{t}.account_id' },
  },
})
