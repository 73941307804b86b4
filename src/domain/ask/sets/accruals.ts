import { created, flag, listed, party, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'
import { restrictedEntries } from '../restricted-entries.js'

export default defineRecordSet({
  name: 'accruals',
  one: 'accrual',
  many: 'accruals',
  needs: ['journal.read'],
  table: 'accrual',
  keeps: restrictedEntries('entry_id'),
  ref: '{t}.ref',
  title: '{t}.memo',
  amount: 'amount',
  shows: ['month', 'account', 'company', 'amount', 'billed'],
  sort: '-month',
  fields: {
    month: listed('Month', 'month'),
    memo: text('Memo', 'memo'),
    amount: {
      label: 'Amount',
      type: 'money',
      sql: '{t}.amount_minor',
      currency: '{base}',
      words: ['value', 'cost'],
    },
    billed: flag('Bill came', '{t}.bill_id is not null'),
    cancelled: flag(
      'Cancelled',
      'exists (select from journal_entry r where r.workspace_id = {t}.workspace_id and r.reverses_id = {t}.reversal_id)',
    ),
    department: listed('Department', 'department'),
    created,
  },
  relations: {
    account: { label: 'Account', to: 'accounts', sql: '{t}.account_id' },
    company: party('company_id', 'Supplier', ['supplier', 'vendor']),
    bill: { label: 'Bill', to: 'bills', sql: '{t}.bill_id' },
  },
})
