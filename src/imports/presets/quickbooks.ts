import { definePreset } from '../define-preset.js'

/** Reports exported from QuickBooks Online: Account List, Journal, Invoice List, Bill List. */
export default definePreset({
  name: 'quickbooks',
  fields: {
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
  },
})
