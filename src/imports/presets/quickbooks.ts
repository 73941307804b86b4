import type { Result } from '../../lib/result.js'
import { fold } from '../columns.js'
import { definePreset } from '../define-preset.js'
import { readJournalReport, readReport } from '../read-report.js'
import type { Table } from '../read-table.js'

const fields = {
  accounts: { code: ['Account #', 'Number'], name: ['Full name', 'Account', 'Name'], kind: ['Type', 'Account type'] },
  journal: {
    entry: ['Num', 'Trans #'],
    date: ['Date', 'Journal Date'],
    account: ['Account #', 'Account'],
    memo: ['Memo/Description', 'Memo'],
  },
  invoices: {
    number: ['Num', 'No.', 'Invoice No'],
    party: ['Name', 'Customer'],
    date: ['Date', 'Invoice Date'],
    open: ['Open balance', 'Balance'],
    total: ['Amount', 'Total'],
  },
  bills: {
    number: ['Num', 'No.', 'Bill no.'],
    party: ['Vendor', 'Name', 'Payee'],
    date: ['Date', 'Bill Date'],
    open: ['Open balance', 'Balance'],
    total: ['Amount', 'Total'],
  },
  payments: { party: ['Name', 'Customer'], document: ['Invoice No'], reference: ['Num', 'Ref no.'] },
  'trial-balance': { account: ['Account #', 'Account'], debit: ['Debit'], credit: ['Credit'] },
}

/** Reports exported from QuickBooks Online: Account List, Journal, Invoice List, Bill List, Payment List, Trial Balance; with their titles and sums, or without. */
export default definePreset({
  name: 'quickbooks',
  fields,
  texts: {
    accounts: (text) => withCodes(readReport(text, fields.accounts)),
    journal: (text) => readJournalReport(text, fields.journal),
    invoices: (text) => readReport(text, fields.invoices),
    bills: (text) => readReport(text, fields.bills),
    payments: (text) => readReport(text, fields.payments),
    'trial-balance': (text) => named(readReport(text, fields['trial-balance'])),
  },
})

/** Accounts that have no numbers are known by their names, as in its journals. */
function withCodes(table: Result<Table> | null): Result<Table> | null {
  if (!table?.ok) return table
  const { headings, rows } = table.value
  const names = fields.accounts.name.map(fold)
  const at = names.map((name) => headings.findIndex((each) => fold(each) === name)).find((i) => i >= 0)
  if (at === undefined || headings.some((each) => ['account #', 'number'].includes(fold(each)))) return table
  const coded = rows.map(({ row, cells }) => ({ row, cells: [cells[at] ?? '', ...cells] }))
  return { ok: true, value: { ...table.value, headings: ['Account #', ...headings], rows: coded } }
}

/** Its trial balance has no heading above the accounts. */
function named(table: Result<Table> | null): Result<Table> | null {
  if (!table?.ok) return table
  const headings = table.value.headings.map((heading, at) => (at === 0 && heading === '' ? 'Account' : heading))
  return { ok: true, value: { ...table.value, headings } }
}
