import { importInvoice } from '../../domain/billing/import-invoice.js'
import { defineImport } from '../define-import.js'
import { byLine, documentFields, readDocument } from '../document-fields.js'
import { eachRecord } from '../each-record.js'
import { accountFinder } from '../find-account.js'
import { findCompany } from '../find-company.js'
import { importedLines } from '../imported-lines.js'

export default defineImport({
  name: 'invoices',
  summary: 'Invoices and credit notes of an earlier system, open and paid, under their own numbers',
  fields: documentFields(['customer', 'customer name', 'client', 'kunde']),
  keyOf: ({ number }) => number ?? '',
  together: byLine,
  chunk: 20,
  save: async (tx, records, context) => {
    const find = await accountFinder(tx, context)
    return eachRecord(records, async (record) => {
      const { date, due, lines, ...document } = readDocument(record, context)
      const values = record.rows[0]?.values ?? {}
      return importInvoice(tx, {
        ...document,
        issueDate: date,
        dueDate: due,
        company: await findCompany(tx, values['party'] ?? '', { role: 'customer', context }),
        description: 'As invoiced in the earlier system',
        poNumber: values['po'] ?? null,
        lines: await importedLines(lines, values, find),
      })
    })
  },
})
