import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { quotePdf } from '../documents/quote-pdf.js'
import type { SendQuote } from '../domain/billing/events.js'
import { getQuoteDocument } from '../domain/billing/quote-document-store.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import { chooseSender, type SendDeps } from './sender.js'
import { tellingFailure } from './telling-failure.js'

/** Mails an offer with its PDF, once for its occasion and recipient, in its owner's name. Errors as `mailInvoice`. */
export async function mailQuote(deps: SendDeps, scope: Scope, errand: SendQuote): Promise<DeliveryState> {
  const { quoteId, recipient, subject, text, occasion } = errand
  const quote = await readWorkspace(deps.db, scope, (read) => getQuoteDocument(read, quoteId))
  const { ownerId, name } = quote
  const sending = { kind: 'quote.send', data: errand }
  return tellingFailure(deps, scope, sending, async () => {
    const sender = await chooseSender(deps, scope, ownerId)
    const pdf = { filename: `${name}.pdf`, contentType: 'application/pdf', content: await quotePdf(quote) }
    return deliverMail(deps, scope, {
      occasion,
      recipient,
      sender,
      content: { subject, text, attachments: [pdf] },
      about: { quoteId, ownerId, recipient },
      errand: sending,
    })
  })
}
