import type { Tx } from '../../db/in-workspace.js'
import { dateIn } from '../../lib/dates.js'
import { notFound, refused } from '../../lib/errors.js'
import { getBillingParties } from './billing-party-store.js'
import { draftInvoice } from './draft-invoice.js'
import { type Invoice, invoiceName } from './invoice.js'
import { findInvoiceOfDeal } from './invoice-store.js'

/**
 * A won deal becomes a draft invoice in the same transaction: its amount as one line, its customer, contact, owner and PO number.
 * Throws `refused` with the reason: not won, no amount, invoiced already.
 */
export async function draftInvoiceFromDeal(tx: Tx, dealId: string): Promise<Invoice> {
  const { workspaceId } = tx.scope
  // Locked, so that two clicks at once can't bill one deal twice.
  await tx.prisma.$queryRaw`
    select id from deal where workspace_id = ${workspaceId}::uuid and id = ${dealId}::uuid for update`
  const deal = await tx.prisma.deal.findUnique({ where: { workspaceId_id: { workspaceId, id: dealId } } })
  if (!deal) throw notFound('There is no such deal.', { dealId })
  if (deal.status !== 'won')
    throw refused(`${deal.ref} is ${deal.status}. Only a won deal is invoiced: deal win ${deal.ref}`)
  if (!deal.amountMinor)
    throw refused(`${deal.ref} has no amount to invoice. Set it first: deal set ${deal.ref} amount:10k`)
  const invoiced = await findInvoiceOfDeal(tx, dealId)
  if (invoiced)
    throw refused(`${deal.ref} is on ${invoiceName(invoiced)} already. Show it: invoice show ${invoiceName(invoiced)}`)
  const { timeZone } = await getBillingParties(tx, deal.companyId)
  return draftInvoice(tx, {
    companyId: deal.companyId,
    contactId: deal.contactId,
    dealId,
    ownerId: deal.ownerId,
    poNumber: deal.poNumber,
    currency: deal.currency,
    draftDate: dateIn(timeZone, tx.now),
    lines: [{ description: deal.title, unitPriceMinor: deal.amountMinor }],
  })
}
