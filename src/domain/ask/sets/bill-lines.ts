import { AT_POSTED_RATE, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'bill-lines',
  one: 'line of a bill',
  many: 'lines of bills',
  needs: ['bill.read'],
  table: 'bill_line',
  within: 'bill',
  ref: '{bill}.ref',
  title: '{t}.description',
  amount: 'net',
  rated: AT_POSTED_RATE,
  usual: ['bill.status:!rejected,void'],
  day: 'date',
  shows: ['bill', 'description', 'account', 'net', 'department'],
  sort: '-date',
  fields: {
    description: text('Description', 'description'),
    date: { label: 'Date', type: 'date', sql: '{bill}.bill_date' },
    quantity: { label: 'Quantity', type: 'number', sql: '{t}.quantity_milli / 1000.0' },
    net: {
      label: 'Net',
      type: 'money',
      sql: "case when {bill}.kind = 'credit_note' then -{t}.net_minor else {t}.net_minor end",
      currency: '{bill}.currency',
      rate: 'trim_scale({bill}.fx_rate)::text',
      words: ['amount', 'cost', 'spend'],
    },
    department: listed('Department', 'department'),
  },
  relations: {
    bill: { label: 'Bill', to: 'bills', sql: '{t}.bill_id' },
    account: { label: 'Account', to: 'accounts', sql: '{t}.account_id' },
  },
})
