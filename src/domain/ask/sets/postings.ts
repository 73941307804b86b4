import { amount, company, day, deal, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'
import { restrictedEntries } from '../restricted-entries.js'

export default defineRecordSet({
  name: 'postings',
  one: 'posting',
  many: 'postings',
  words: ['bookings', 'transactions'],
  needs: ['journal.read'],
  table: 'posting',
  keeps: restrictedEntries('entry_id'),
  ref: "''",
  title: "coalesce({t}.memo, {entry}.memo, '')",
  amount: 'base',
  day: 'date',
  shows: ['date', 'account', 'base', 'company', 'department'],
  sort: '-date',
  fields: {
    date: day('Date', 'date'),
    base: {
      label: 'Amount',
      type: 'money',
      sql: '{t}.base_minor',
      currency: '{base}',
      words: ['amount', 'value', 'balance'],
    },
    native: amount('In its own currency', 'amount_minor'),
    department: listed('Department', 'department'),
    memo: text('Memo', 'memo'),
    source: { label: 'Source', type: 'text', sql: '{entry}.source', listed: true },
    currency: listed('Currency', 'currency'),
  },
  relations: {
    entry: { label: 'Entry', to: 'entries', sql: '{t}.entry_id' },
    account: { label: 'Account', to: 'accounts', sql: '{t}.account_id' },
    company: company(),
    deal: deal(),
    invoice: { label: 'Invoice', to: 'invoices', sql: '{t}.invoice_id' },
    bill: { label: 'Bill', to: 'bills', sql: '{t}.bill_id' },
  },
})
