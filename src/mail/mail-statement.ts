import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import { statementPdf } from '../documents/statement-pdf.js'
import type { SendStatement } from '../domain/billing/events.js'
import { getStatement } from '../domain/billing/statement-document.js'
import { type DeliveryState, deliverMail } from './deliver-mail.js'
import { chooseSender, type SendDeps } from './sender.js'
import { tellingFailure } from './telling-failure.js'

/** Mails a statement of account with its PDF, once for its occasion and recipient. Errors as `mailInvoice`. */
export async function mailStatement(deps: SendDeps, scope: Scope, errand: SendStatement): Promise<DeliveryState> {
  const { companyId, recipient, occasion, ownerId, subject, text, to } = errand
  const statement = await readWorkspace(deps.db, scope, (read) => getStatement(read, errand))
  const sending = { kind: 'statement.send', data: errand }
  return tellingFailure(deps, scope, sending, async () => {
    const sender = await chooseSender(deps, scope, ownerId)
    const content = await statementPdf(statement)
    const pdf = { filename: `Statement-${to}.pdf`, contentType: 'application/pdf', content }
    return deliverMail(deps, scope, {
      occasion,
      recipient,
      sender,
      content: { subject, text, attachments: [pdf] },
      about: { companyId, ownerId, recipient },
      errand: sending,
    })
  })
}
