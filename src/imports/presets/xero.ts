import { definePreset } from '../define-preset.js'

/** Files that Xero exports: chart of accounts, manual journals, sales invoices and bills with a row for each line. */
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
  },
})
