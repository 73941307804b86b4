import { day, listed } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'budgets',
  one: 'budget',
  many: 'budgets',
  needs: ['report.finance'],
  table: 'budget',
  ref: "to_char({t}.month, 'YYYY-MM')",
  title: '{account}.name',
  amount: 'amount',
  day: 'month',
  shows: ['month', 'account', 'department', 'amount'],
  sort: '-month',
  fields: {
    month: day('Month', 'month', { words: ['date', 'period'] }),
    amount: {
      label: 'Amount',
      type: 'money',
      sql: '{t}.amount_minor',
      currency: '{base}',
      words: ['value', 'planned'],
    },
    department: listed('Department', 'department'),
  },
  relations: { account: { label: 'Account', to: 'accounts', sql: '{t}.account_id' } },
})
