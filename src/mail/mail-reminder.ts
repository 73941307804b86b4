import type { Scope } from '../db/scope.js'
import { readWorkspace, type SqlScope } from '../db/sql-workspace.js'
import { invoicePdf } from '../documents/invoice-pdf.js'
import { statementPdf } from '../documents/statement-pdf.js'
import type { SendReminder } from '../domain/billing/events.js'
import { anyImported } from '../domain/billing/imported-invoice-store.js'
import type { InvoiceDocument } from '../domain/billing/invoice-document.js'
import { getInvoiceDocument } from '../domain/billing/invoice-document-store.js'
import { getStatement, type StatementDocument } from '../domain/billing/statement-document.js'
import { addDays, type IsoDate } from '../lib/dates.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import { chooseSender, type SendDeps } from './sender.js'

/** More invoices than this are shown by one statement. */
const INVOICES = 3
/** How far back its movements go; what is open is in it whatever its age, days. */
const STATEMENT_DAYS = 90

/** Mails a reminder with what it asks for: the invoices as PDF, or a statement of account where they are many or another system's. */
export async function mailReminder(
  deps: SendDeps,
  scope: Scope,
  mail: SendReminder,
  today: IsoDate,
): Promise<DeliveryState> {
  const documents = await readWorkspace(deps.db, scope, (read) => documentsOf(read, mail, today))
  const attachments: Paper[] = []
  for (const document of documents) attachments.push(await paperOf(document, today))
  return deliverMail(deps, scope, {
    occasion: mail.occasion,
    recipient: mail.recipient,
    sender: await chooseSender(deps, scope, mail.ownerId),
    content: { subject: mail.subject, text: mail.text, attachments },
    about: { ownerId: mail.ownerId, companyId: mail.companyId },
    automatic: true,
    errand: { kind: 'dunning.send', data: mail },
  })
}

type Paper = { filename: string; contentType: string; content: Uint8Array }

type Document = { invoice: InvoiceDocument } | { statement: StatementDocument }

async function documentsOf(read: SqlScope, { companyId, invoiceIds }: SendReminder, to: IsoDate): Promise<Document[]> {
  // What was imported the customer has as the earlier system's own paper: ours would be another one.
  if (invoiceIds.length > INVOICES || (await anyImported(read, invoiceIds)))
    return [{ statement: await getStatement(read, { companyId, from: addDays(to, -STATEMENT_DAYS), to }) }]
  const documents: Document[] = []
  for (const id of invoiceIds) documents.push({ invoice: await getInvoiceDocument(read, id) })
  return documents
}

async function paperOf(document: Document, today: IsoDate): Promise<Paper> {
  const contentType = 'application/pdf'
  return 'invoice' in document
    ? { contentType, filename: `${document.invoice.name}.pdf`, content: await invoicePdf(document.invoice) }
    : { contentType, filename: `Statement-${today}.pdf`, content: await statementPdf(document.statement) }
}
