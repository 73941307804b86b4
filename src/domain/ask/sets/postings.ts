import { amount, day, deal, flag, listed, party, text } from '../fields.js'
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
  mixed: {
    field: 'closing',
    unless: 'account.money',
    note: 'An entry that closes a year is in it, on that year’s income and expenses: closing:no leaves it out.',
  },
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
    closing: flag(
      'Closes a year',
      'exists (select from period r where r.workspace_id = {t}.workspace_id and r.id = {t}.period_id and r.number = 0)',
      { words: ['year-end'] },
    ),
  },
  relations: {
    entry: { label: 'Entry', to: 'entries', sql: '{t}.entry_id' },
    account: { label: 'Account', to: 'accounts', sql: '{t}.account_id' },
    company: party(),
    deal: deal(),
    invoice: { label: 'Invoice', to: 'invoices', sql: '{t}.invoice_id' },
    bill: { label: 'Bill', to: 'bills', sql: '{t}.bill_id' },
  },
})
