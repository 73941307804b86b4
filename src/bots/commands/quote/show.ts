import { getQuoteDocument } from '../../../domain/billing/quote-document-store.js'
import { getQuoteRow } from '../../../domain/billing/quote-list-store.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { quoteCard } from './quote-reply.js'

export default defineCommand({
  name: 'quote show',
  summary: 'One quote: its lines and tax, until when it stands, to whom it went',
  example: 'quote show Q-3',
  params: { quote: target('quote', 'Quote') },
  needs: 'quote.read',
  risk: 'read',
  run: async (context, { quote: { id } }) => {
    const [row, document] = await context.read((read) =>
      Promise.all([getQuoteRow(read, id), getQuoteDocument(read, id)]),
    )
    return quoteCard(context, row, document)
  },
})
