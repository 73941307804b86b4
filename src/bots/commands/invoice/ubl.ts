import { toEInvoice } from '../../../documents/ubl/from-invoice.js'
import { checkEInvoice } from '../../../documents/ubl/rules.js'
import { writeUbl } from '../../../documents/ubl/write-ubl.js'
import { getInvoiceDocument } from '../../../domain/billing/invoice-document-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'invoice ubl',
  summary: 'An issued invoice or credit note as e-invoice: UBL 2.1 after EN 16931',
  example: 'invoice ubl INV-2026-0042',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.read',
  aliases: ['invoice xml'],
  risk: 'read',
  run: async (context, { invoice }) => {
    const document = await context.read((read) => getInvoiceDocument(read, invoice.id))
    if (document.status === 'draft' || document.status === 'void')
      throw refused(`${document.name} is ${document.status}: only what is issued can be sent as e-invoice.`)
    const eInvoice = toEInvoice(document)
    const broken = checkEInvoice(eInvoice)
    const name = `${document.name}.xml`
    return {
      headline: `${document.name} for ${document.buyer.name} as UBL`,
      ...(broken.length > 0
        ? {
            text: 'Many recipients refuse it as it is:',
            sections: [
              { title: 'Missing by EN 16931', lines: broken.map(({ rule, problem }) => `${problem} (${rule})`) },
            ],
          }
        : {}),
      files: [{ name, contentType: 'application/xml', bytes: Buffer.from(writeUbl(eInvoice)), title: document.name }],
      data: { invoice: document.name, file: name, broken },
    }
  },
})
