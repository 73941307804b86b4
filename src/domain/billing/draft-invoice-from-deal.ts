import type { Tx } from '../../db/in-workspace.js'
import { dateIn, shortDate } from '../../lib/dates.js'
import { notFound, refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { dealTotal } from '../crm/deal-line.js'
import { listDealLines } from '../crm/deal-line-store.js'
import { getBillingParties } from './billing-party-store.js'
import { draftInvoice } from './draft-invoice.js'
import { type Invoice, invoiceName } from './invoice.js'
import type { NewLine } from './invoice-line.js'
import { findInvoiceOfDeal } from './invoice-store.js'
import { bookingOf } from './product-line.js'

/**
 * A won deal becomes a draft invoice in the same transaction: its lines, or its amount as one, its customer, contact, owner and PO
 * number. Throws `refused` with the reason: not won, no amount, lines that come to another amount, invoiced already.
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
    lines: await linesOf(tx, { ...deal, amountMinor: deal.amountMinor }),
  })
}

/** Where the amount was changed by hand since, nobody can know which of the two was sold. */
async function linesOf(
  tx: Tx,
  {
    id,
    ref,
    title,
    amountMinor,
    currency,
  }: { id: string; ref: string; title: string; amountMinor: bigint; currency: string },
): Promise<NewLine[]> {
  const lines = await listDealLines(tx, id)
  const total = dealTotal(lines)
  if (total === null) return [{ description: title, unitPriceMinor: amountMinor }]
  const text = (minor: bigint) => formatMoney(money(minor, currency))
  if (total !== amountMinor)
    throw refused(
      `${ref} is over ${text(amountMinor)}, and its lines come to ${text(total)}. Change a line first: deal line ${ref} number:1 price:…`,
    )
  return Promise.all(
    lines.map(async ({ deliveryOn, description, productId, ...line }) => ({
      ...line,
      ...(productId ? await bookingOf(tx, productId) : {}),
      description: deliveryOn ? `${description}, delivery ${shortDate(deliveryOn)}` : description,
    })),
  )
}
