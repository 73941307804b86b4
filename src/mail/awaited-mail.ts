import type { Database } from '../db/database.js'
import { inWorkspace, type Tx } from '../db/in-workspace.js'
import type { Scope } from '../db/scope.js'
import { sqlInTx } from '../db/sql-in-tx.js'
import type { FailedSending, SendInvoice, SendQuote, SendReminder, SendStatement } from '../domain/billing/events.js'
import { getInvoice } from '../domain/billing/invoice-store.js'
import { getQuoteDocument } from '../domain/billing/quote-document-store.js'
import { currentCompany } from '../domain/crm/company-store.js'
import { getReplyToMail, REPLY_OCCASION } from '../domain/support/case-reply-store.js'

/** A mail that somebody confirmed or counts on, for the word that it does not go out. */
export type AwaitedMail = Omit<FailedSending, 'said'>

type Find<T> = (tx: Tx, data: T) => Promise<AwaitedMail>

const invoice: Find<SendInvoice> = async (tx, { invoiceId, occasion, recipient }) => {
  const { ownerId, number, ref } = await getInvoice(tx, invoiceId)
  const name = number ?? ref
  return { occasion, recipient, ownerId, name, again: `invoice send ${name}` }
}

const quote: Find<SendQuote> = async (tx, { quoteId, occasion, recipient }) => {
  const { ownerId, name } = await getQuoteDocument(sqlInTx(tx), quoteId)
  return { occasion, recipient, ownerId, name, again: `quote send ${name}` }
}

const statement: Find<SendStatement> = async (tx, { companyId, occasion, recipient, ownerId }) => {
  const company = await currentCompany(tx, companyId)
  const name = `The statement for ${company?.name ?? recipient}`
  return { occasion, recipient, ownerId, name, again: `invoice send-statement ${company?.ref ?? ''}` }
}

const reminder: Find<SendReminder> = async (tx, { companyId, occasion, recipient, ownerId, subject }) => {
  const company = await currentCompany(tx, companyId)
  return { occasion, recipient, ownerId, name: `“${subject}”`, again: `invoice remind ${company?.ref ?? ''}` }
}

const reply: Find<{ replyId: string }> = async (tx, { replyId }) => {
  const { ref, recipient, byId } = await getReplyToMail(sqlInTx(tx), replyId)
  const occasion = `${REPLY_OCCASION}${replyId}`
  return { occasion, recipient, ownerId: byId, name: `Your reply on ${ref}`, again: `case reply ${ref}` }
}

/** By the outbox kind that sends it. */
const AWAITED: Record<string, Find<never>> = {
  'invoice.send': invoice,
  'quote.send': quote,
  'statement.send': statement,
  'dunning.send': reminder,
  'case.reply': reply,
}

/** Whether somebody believes that what an errand of this kind mails is on its way. */
export const isAwaited = (kind: string): boolean => Object.hasOwn(AWAITED, kind)

/** Null for a kind that nobody waits for. */
export const findAwaited = (
  db: Database,
  scope: Scope,
  { kind, data }: { kind: string; data: unknown },
): Promise<AwaitedMail | null> =>
  inWorkspace(db, scope, async (tx) => (isAwaited(kind) ? ((await AWAITED[kind]?.(tx, data as never)) ?? null) : null))
