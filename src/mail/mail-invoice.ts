import { inWorkspace } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { invoicePdf } from '../documents/invoice-pdf.js'
import { toEInvoice } from '../documents/ubl/from-invoice.js'
import { writeUbl } from '../documents/ubl/write-ubl.js'
import type { SendInvoice } from '../domain/billing/events.js'
import type { InvoiceDocument } from '../domain/billing/invoice-document.js'
import { getInvoiceDocument } from '../domain/billing/invoice-document-store.js'
import { getInvoice } from '../domain/billing/invoice-store.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import { chooseSender, type SendDeps } from './sender.js'
import { tellingFailure } from './telling-failure.js'

/**
 * Mails an invoice with its PDF, once for its occasion and recipient. Errors as `deliverMail` and `chooseSender`; one that no
 * further try will mend is told to the invoice's owner (`invoice.send-failed`).
 */
export async function mailInvoice(deps: SendDeps, scope: Scope, errand: SendInvoice): Promise<DeliveryState> {
  const { invoiceId } = errand
  const [invoice, { ownerId }] = await Promise.all([
    readWorkspace(deps.db, scope, (read) => getInvoiceDocument(read, invoiceId)),
    inWorkspace(deps.db, scope, (tx) => getInvoice(tx, invoiceId)),
  ])
  return tellingFailure(deps, scope, { kind: 'invoice.send', data: errand }, () =>
    deliver(deps, scope, errand, { invoice, ownerId }),
  )
}

async function deliver(
  deps: SendDeps,
  scope: Scope,
  errand: SendInvoice,
  { invoice, ownerId }: { invoice: InvoiceDocument; ownerId: string | null },
): Promise<DeliveryState> {
  const { invoiceId, recipient, subject, text, occasion } = errand
  const sender = await chooseSender(deps, scope, ownerId)
  const pdf = { filename: `${invoice.name}.pdf`, contentType: 'application/pdf', content: await invoicePdf(invoice) }
  return deliverMail(deps, scope, {
    occasion,
    recipient,
    sender,
    content: { subject, text, attachments: [pdf, ...eInvoice(invoice)] },
    about: { invoiceId, ownerId, recipient },
    errand: { kind: 'invoice.send', data: errand },
  })
}

/** The e-invoice beside the PDF, where the customer wants one. */
function eInvoice(invoice: InvoiceDocument): { filename: string; contentType: string; content: Uint8Array }[] {
  if (invoice.buyer.format !== 'ubl') return []
  const content = Buffer.from(writeUbl(toEInvoice(invoice)))
  return [{ filename: `${invoice.name}.xml`, contentType: 'application/xml', content }]
}
