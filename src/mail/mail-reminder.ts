import type { Scope } from '../db/scope.js'
import { readWorkspace, type SqlScope } from '../db/sql-workspace.js'
import { invoicePdf } from '../documents/invoice-pdf.js'
import { statementPdf } from '../documents/statement-pdf.js'
import type { SendReminder } from '../domain/billing/events.js'
import { getInvoiceDocument } from '../domain/billing/invoice-document-store.js'
import { getStatement } from '../domain/billing/statement-document.js'
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
  const attachments = await readWorkspace(deps.db, scope, (read) => papersOf(read, mail, today))
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

async function papersOf(read: SqlScope, { companyId, invoiceIds }: SendReminder, today: IsoDate): Promise<Paper[]> {
  const paper = (name: string, content: Uint8Array): Paper => ({
    filename: `${name}.pdf`,
    contentType: 'application/pdf',
    content,
  })
  if (invoiceIds.length > INVOICES || (await anyImported(read, invoiceIds))) {
    const statement = await getStatement(read, { companyId, from: addDays(today, -STATEMENT_DAYS), to: today })
    return [paper(`Statement-${today}`, await statementPdf(statement))]
  }
  const papers: Paper[] = []
  for (const id of invoiceIds) {
    const invoice = await getInvoiceDocument(read, id)
    papers.push(paper(invoice.name, await invoicePdf(invoice)))
  }
  return papers
}

/** The customer has the earlier system's own paper: ours would be another one. */
async function anyImported({ sql, scope }: SqlScope, ids: readonly string[]): Promise<boolean> {
  const [row] = await sql<{ any: boolean }[]>`
    select exists (select from invoice where workspace_id = ${scope.workspaceId} and id = any(${[...ids]}::uuid[]) and imported) as any`
  return row?.any ?? false
}
