import { invoicePdf } from '../../../documents/invoice-pdf.js'
import { getInvoiceDocument } from '../../../domain/billing/invoice-document-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'invoice pdf',
  summary: 'The invoice as PDF; a draft is marked as one',
  example: 'invoice pdf INV-2026-0042',
  params: { invoice: target('invoice', 'Invoice') },
  needs: 'invoice.read',
  risk: 'read',
  run: async (context, { invoice }) => {
    const document = await context.read((read) => getInvoiceDocument(read, invoice.id))
    const total = formatMoney(money(document.totalMinor, document.currency))
    const name = `${document.name}.pdf`
    return {
      headline: `${document.name} for ${document.buyer.name}, ${total}`,
      files: [{ name, contentType: 'application/pdf', bytes: await invoicePdf(document), title: document.name }],
      data: { invoice: document.name, file: name },
    }
  },
})
