import { quotePdf } from '../../../documents/quote-pdf.js'
import { getQuoteDocument } from '../../../domain/billing/quote-document-store.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'quote pdf',
  summary: 'The quote as PDF; a draft is marked as one',
  example: 'quote pdf Q-3',
  params: { quote: target('quote', 'Quote') },
  needs: 'quote.read',
  risk: 'read',
  run: async (context, { quote }) => {
    const document = await context.read((read) => getQuoteDocument(read, quote.id))
    const total = formatMoney(money(document.totalMinor, document.currency))
    const name = `${document.name}.pdf`
    return {
      headline: `${document.name} for ${document.buyer.name}, ${total}`,
      files: [{ name, contentType: 'application/pdf', bytes: await quotePdf(document), title: document.name }],
      data: { quote: document.name, file: name },
    }
  },
})
