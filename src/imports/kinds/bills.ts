import { importBill } from '../../domain/payables/import-bill.js'
import { defineImport } from '../define-import.js'
import { byLine, documentFields, readDocument } from '../document-fields.js'
import { eachRecord } from '../each-record.js'
import { accountFinder } from '../find-account.js'
import { findCompany } from '../find-company.js'
import { importedLines } from '../imported-lines.js'

export default defineImport({
  name: 'bills',
  summary: 'Bills and suppliers’ credit notes of an earlier system, open and paid',
  fields: documentFields(['supplier', 'supplier name', 'vendor', 'vendor name', 'lieferant']),
  // Two suppliers may well use the same number.
  keyOf: ({ number, party }) => `${party?.toLowerCase()} ${number}`,
  together: byLine,
  chunk: 20,
  save: async (tx, records, context) => {
    const find = await accountFinder(tx, context)
    return eachRecord(records, async (record) => {
      const { date, due, kind, lines, ...document } = readDocument(record, context)
      const values = record.rows[0]?.values ?? {}
      return importBill(tx, {
        ...document,
        kind: kind === 'invoice' ? 'bill' : 'credit_note',
        billDate: date,
        dueDate: due,
        company: await findCompany(tx, values['party'] ?? '', { role: 'supplier', context }),
        description: 'As entered in the earlier system',
        lines: await importedLines(lines, values, find),
      })
    })
  },
})
