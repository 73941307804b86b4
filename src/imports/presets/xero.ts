import { definePreset } from '../define-preset.js'
import { readReport } from '../read-report.js'

const trialBalance = {
  account: ['Account Code', 'Account'],
  kind: ['Account Type'],
  debit: ['Debit - Year to date', 'YTD Debit', 'Debit'],
  credit: ['Credit - Year to date', 'YTD Credit', 'Credit'],
}

/** Files that Xero exports: chart of accounts, manual journals, sales invoices and bills with a row for each line, trial balance. */
export default definePreset({
  name: 'xero',
  fields: {
    accounts: { code: ['*Code', 'Code'], name: ['*Name', 'Name'], kind: ['*Type', 'Type'] },
    journal: {
      entry: ['Journal Number', 'JournalID'],
      date: ['*Date', 'Date'],
      account: ['*AccountCode', 'AccountCode', 'Account Code'],
      memo: ['*Narration', 'Narration'],
      amount: ['*Amount', 'Amount'],
    },
    invoices: {
      number: ['*InvoiceNumber', 'InvoiceNumber'],
      party: ['*ContactName', 'ContactName'],
      date: ['*InvoiceDate', 'InvoiceDate'],
      due: ['*DueDate', 'DueDate'],
      open: ['InvoiceAmountDue'],
      paid: ['InvoiceAmountPaid'],
      tax: ['TaxTotal'],
      line: ['LineAmount'],
      linetax: ['TaxAmount'],
      account: ['*AccountCode', 'AccountCode'],
      description: ['*Description', 'Description'],
    },
    bills: {
      number: ['*InvoiceNumber', 'InvoiceNumber'],
      party: ['*ContactName', 'ContactName'],
      date: ['*InvoiceDate', 'InvoiceDate'],
      due: ['*DueDate', 'DueDate'],
      open: ['InvoiceAmountDue'],
      paid: ['InvoiceAmountPaid'],
      tax: ['TaxTotal'],
      line: ['LineAmount'],
      linetax: ['TaxAmount'],
      account: ['*AccountCode', 'AccountCode'],
      description: ['*Description', 'Description'],
    },
    payments: { party: ['ContactName'], document: ['InvoiceNumber'], reference: ['Reference'] },
    'trial-balance': trialBalance,
  },
  texts: { 'trial-balance': (text) => readReport(text, trialBalance) },
})
