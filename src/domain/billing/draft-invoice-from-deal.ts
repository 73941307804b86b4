import type { Tx } from '../../db/in-workspace.js'
import { dateIn, type IsoDate, shortDate } from '../../lib/dates.js'
import { notFound, refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { dealTotal } from '../crm/deal-line.js'
import { listDealLines } from '../crm/deal-line-store.js'
import { getBillingParties } from './billing-party-store.js'
import { draftInvoice, type NewInvoice } from './draft-invoice.js'
import { type Invoice, invoiceName } from './invoice.js'
import type { NewLine } from './invoice-line.js'
import { findInvoiceOfDeal } from './invoice-store.js'
import { bookingOf } from './product-line.js'
import { asGivenQuoteLine } from './quote-lines.js'
import { findAcceptedQuote } from './quote-store.js'

/**
 * A won deal becomes a draft invoice in the same transaction: the lines of its accepted quote, its own, or its amount as one, its customer, contact, owner and PO
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
    ...(await soldBy(tx, { ...deal, amountMinor: deal.amountMinor })),
  })
}

/** The lines of the quote that was accepted, with what is taken off the whole, unless the amount was changed since; else the deal's own. */
async function soldBy(tx: Tx, deal: Sold): Promise<Pick<NewInvoice, 'lines' | 'discount'>> {
  const quote = await findAcceptedQuote(tx, deal.id)
  if (quote?.netMinor !== deal.amountMinor || quote.currency !== deal.currency)
    return { lines: await linesOf(tx, deal) }
  const lines = quote.lines.map(asGivenQuoteLine).map((line) => {
    const { deliveryOn, productId: _, ...rest } = line
    return { ...rest, description: described(line.description, deliveryOn ?? null) }
  })
  return { lines, discount: { discountBp: quote.discountBp, discountMinor: quote.discountMinor } }
}

type Sold = { id: string; ref: string; title: string; amountMinor: bigint; currency: string }

const described = (description: string, deliveryOn: IsoDate | null): string =>
  deliveryOn ? `${description}, delivery ${shortDate(deliveryOn)}` : description

/** Where the amount was changed by hand since, nobody can know which of the two was sold. */
async function linesOf(tx: Tx, { id, ref, title, amountMinor, currency }: Sold): Promise<NewLine[]> {
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
      description: described(description, deliveryOn),
    })),
  )
}
