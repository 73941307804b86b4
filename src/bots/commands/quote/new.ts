import { createQuote } from '../../../domain/billing/create-quote.js'
import { formatMoney } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { optional, target } from '../params.js'
import { changedQuote } from './quote-reply.js'

export default defineCommand({
  name: 'quote new',
  summary: 'Write an offer for a deal from its lines; nothing is sent before you say so',
  example: 'quote new DEAL-12 valid:+30d',
  params: {
    deal: target('deal', 'Deal'),
    valid: optional('date', 'Valid until'),
    note: optional('text', 'Note on the quote', { multiline: true }),
  },
  needs: 'quote.write',
  risk: 'reversible',
  run: async (context, { deal, valid, note }, tx) => {
    const quote = await createQuote(tx, {
      dealId: deal.id,
      ...(valid ? { validUntil: valid } : {}),
      ...(note ? { note } : {}),
    })
    refuseOthers(context.asker, 'quote.write', quote)
    return changedQuote(context, tx, quote.id, {
      headline: ({ ref, total }) => `Drafted ${ref} for ${deal.ref} ${deal.title}: ${formatMoney(total)}`,
    })
  },
})
