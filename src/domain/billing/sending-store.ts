import type { Tx } from '../../db/in-workspace.js'
import { currentCompany } from '../crm/company-store.js'
import type { Invoice } from './invoice.js'

/** A document that is mailed: its outbox kind, the field of its id there, and how the occasions of its deliveries begin. */
type Mailed = { kind: string; idField: string; prefix: string }

export const MAILED_INVOICE: Mailed = { kind: 'invoice.send', idField: 'invoiceId', prefix: 'invoice-mail' }
export const MAILED_QUOTE: Mailed = { kind: 'quote.send', idField: 'quoteId', prefix: 'quote-mail' }
export const STATEMENT_PREFIX = 'statement'

/** How often this document was given out to be mailed: sent or being sent, or still waiting in the outbox. */
export async function countSendings(tx: Tx, { kind, idField, prefix }: Mailed, id: string): Promise<number> {
  const { workspaceId } = tx.scope
  const [from, below] = [`${prefix}:${id}:`, `${prefix}:${id};`]
  const delivered = await tx.prisma.delivery.findMany({
    // A range and not `startsWith`: behind row security an index serves plain comparison only.
    where: { workspaceId, occasion: { gte: from, lt: below } },
    select: { occasion: true },
  })
  const waiting = await tx.prisma.$queryRaw<{ occasion: string }[]>`
    select data->>'occasion' as occasion from outbox
    where workspace_id = ${workspaceId}::uuid and done_at is null and kind = ${kind} and data->>${idField} = ${id}`
  return new Set([...delivered, ...waiting].map(({ occasion }) => occasion)).size
}

/** Whether a mail with this document to this person still waits to go out. */
export async function isOnItsWay(
  tx: Tx,
  { kind, idField }: Mailed,
  { id, recipient }: { id: string; recipient: string },
): Promise<boolean> {
  const rows = await tx.prisma.$queryRaw<object[]>`
    select 1 from outbox
    where workspace_id = ${tx.scope.workspaceId}::uuid and done_at is null and kind = ${kind}
      and data->>${idField} = ${id} and lower(data->>'recipient') = ${recipient.toLowerCase()} limit 1`
  return rows.length > 0
}

/**
 * The company's billing address, else the best address of the invoice's contact, else of the company's billing contact, else of any of
 * its people; never a dead one.
 */
export async function findBillingAddress(
  tx: Tx,
  { companyId, contactId }: Pick<Invoice, 'companyId' | 'contactId'>,
): Promise<string | null> {
  const { workspaceId } = tx.scope
  const company = await currentCompany(tx, companyId)
  if (company?.billingEmail) return company.billingEmail
  const billing = contactId ?? company?.billingContactId
  const contact = billing ? { id: billing } : { companyId: company?.id ?? companyId }
  const address = await tx.prisma.contactAddress.findFirst({
    where: { workspaceId, health: { not: 'invalid' }, contact },
    orderBy: [{ preferred: 'desc' }, { health: 'asc' }, { createdAt: 'asc' }],
  })
  return address?.address ?? null
}

/** The best address of a contact, never a dead one; else where the company is billed. */
export async function findContactAddress(
  tx: Tx,
  parties: Pick<Invoice, 'companyId' | 'contactId'>,
): Promise<string | null> {
  if (!parties.contactId) return findBillingAddress(tx, parties)
  const address = await tx.prisma.contactAddress.findFirst({
    where: { workspaceId: tx.scope.workspaceId, health: { not: 'invalid' }, contactId: parties.contactId },
    orderBy: [{ preferred: 'desc' }, { health: 'asc' }, { createdAt: 'asc' }],
  })
  return address?.address ?? findBillingAddress(tx, parties)
}
