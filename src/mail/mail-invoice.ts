import { inWorkspace } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { invoicePdf } from '../documents/invoice-pdf.js'
import type { SendInvoice } from '../domain/billing/events.js'
import { getInvoiceDocument } from '../domain/billing/invoice-document-store.js'
import { getInvoice } from '../domain/billing/invoice-store.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import { chooseSender, type SendDeps } from './sender.js'

/** Mails an invoice with its PDF, once for its occasion and recipient. Errors as `deliverMail` and `chooseSender`. */
export async function mailInvoice(deps: SendDeps, scope: Scope, errand: SendInvoice): Promise<DeliveryState> {
  const { invoiceId, recipient, subject, text, occasion } = errand
  const [invoice, { ownerId }] = await Promise.all([
    readWorkspace(deps.db, scope, (read) => getInvoiceDocument(read, invoiceId)),
    inWorkspace(deps.db, scope, (tx) => getInvoice(tx, invoiceId)),
  ])
  const sender = await chooseSender(deps, scope, ownerId)
  const pdf = { filename: `${invoice.name}.pdf`, contentType: 'application/pdf', content: await invoicePdf(invoice) }
  return deliverMail(deps, scope, {
    occasion,
    recipient,
    sender,
    content: { subject, text, attachments: [pdf] },
    about: { invoiceId, ownerId, recipient },
  })
}
