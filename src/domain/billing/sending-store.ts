import type { Tx } from '../../db/in-workspace.js'
import type { Invoice } from './invoice.js'

/** How often this invoice was given out to be mailed: asked for, or delivered by now. */
export async function countSendings(tx: Tx, invoiceId: string): Promise<number> {
  const { workspaceId } = tx.scope
  const asked = await tx.prisma.outbox.count({
    where: { workspaceId, kind: 'invoice.send', data: { path: ['invoiceId'], equals: invoiceId } },
  })
  const occasion = `invoice-mail:${invoiceId}:`
  const delivered = await tx.prisma.delivery.count({ where: { workspaceId, occasion: { startsWith: occasion } } })
  return Math.max(asked, delivered)
}

/** The company's billing address, else the best address of the invoice's contact, else of the company's; never a dead one. */
export async function findBillingAddress(tx: Tx, { companyId, contactId }: Invoice): Promise<string | null> {
  const { workspaceId } = tx.scope
  const company = await tx.prisma.company.findUnique({ where: { workspaceId_id: { workspaceId, id: companyId } } })
  if (company?.billingEmail) return company.billingEmail
  const contact = contactId ? { id: contactId } : { companyId }
  const address = await tx.prisma.contactAddress.findFirst({
    where: { workspaceId, health: { not: 'invalid' }, contact },
    orderBy: [{ preferred: 'desc' }, { health: 'asc' }, { createdAt: 'asc' }],
  })
  return address?.address ?? null
}
