import { AT_POSTED_RATE, amount, choice, created, day, listed, POSTED_RATE, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'expenses',
  one: 'expense',
  many: 'expenses',
  needs: ['expense.read'],
  table: 'bill',
  where: "{t}.kind = 'expense'",
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: "coalesce({t}.note, '')",
  show: 'expense show',
  amount: 'total',
  rated: AT_POSTED_RATE,
  usual: ['status:!rejected,void'],
  day: 'date',
  shows: ['person', 'date', 'status', 'total', 'department'],
  sort: '-date',
  fields: {
    status: choice('Status', 'status', ['received', 'approved', 'rejected', 'posted', 'part_paid', 'paid', 'void']),
    date: day('Spent on', 'bill_date', { words: ['spent'] }),
    total: amount('Total', 'total_minor', { rate: POSTED_RATE, words: ['amount', 'value', 'spend', 'cost'] }),
    net: amount('Net', 'net_minor', { rate: POSTED_RATE }),
    open: amount('Open', 'open_minor', { words: ['outstanding', 'unpaid'] }),
    department: listed('Department', 'department'),
    note: text('What for', 'note'),
    currency: listed('Currency', 'currency'),
    created,
  },
  relations: {
    person: { label: 'Person', to: 'staff', sql: '{t}.staff_id', words: ['employee', 'colleague', 'owner'] },
  },
})
