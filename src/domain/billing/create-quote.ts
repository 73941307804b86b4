import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { addDays, dateIn, type IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import type { Deal } from '../crm/deal.js'
import { listDealLines } from '../crm/deal-line-store.js'
import { getDeal } from '../crm/deal-store.js'
import { getBillingParties } from './billing-party-store.js'
import { NO_DISCOUNT } from './document-discount.js'
import { bookingOf } from './product-line.js'
import type { NewQuoteLine, Quote, QuoteWithLines } from './quote.js'
import { completeQuoteLines, quoteAmounts } from './quote-lines.js'
import { insertQuote } from './quote-store.js'

/** How long an offer stands, unless it says so. */
const VALID_DAYS = 30

/** An offer for an open deal: its lines, or its amount as one. Throws `refused` for a closed deal, and one with nothing to offer. */
export async function createQuote(
  tx: Tx,
  input: { dealId: string; validUntil?: IsoDate; note?: string },
): Promise<QuoteWithLines> {
  const deal = await getDeal(tx, input.dealId)
  if (deal.status !== 'open') throw refused(`${deal.ref} is ${deal.status}, so there is nothing to offer any more.`)
  const parties = await getBillingParties(tx, deal.companyId)
  const lines = await completeQuoteLines(tx, await linesOf(tx, deal), parties.defaultTaxCode)
  const { totals, lines: kept } = quoteAmounts(lines, NO_DISCOUNT)
  const today = dateIn(parties.timeZone, tx.now)
  const quote: Quote = {
    id: tx.newId(),
    ref: await nextRef(tx, 'quote', 'Q'),
    title: deal.title,
    status: 'draft',
    currency: deal.currency,
    quoteDate: today,
    validUntil: input.validUntil ?? addDays(today, VALID_DAYS),
    note: input.note ?? null,
    sentAt: null,
    sentTo: null,
    decidedAt: null,
    declineReason: null,
    ...NO_DISCOUNT,
    ...totals,
    companyId: deal.companyId,
    contactId: deal.contactId,
    dealId: deal.id,
    ownerId: deal.ownerId,
    version: 1,
  }
  if (quote.validUntil < quote.quoteDate)
    throw refused(`${quote.validUntil} is past. Until when is it to stand? valid:+30d`)
  await insertQuote(tx, quote, kept, parties.company)
  return { ...quote, lines: kept }
}

async function linesOf(tx: Tx, { id, ref, title, amount }: Deal): Promise<NewQuoteLine[]> {
  const lines = await listDealLines(tx, id)
  if (lines.length > 0)
    return Promise.all(
      lines.map(async (line) => ({ ...line, ...(line.productId ? await bookingOf(tx, line.productId) : {}) })),
    )
  if (!amount)
    throw refused(`${ref} has neither lines nor an amount to offer. Add a line first: deal line ${ref} product:…`)
  return [{ description: title, unitPriceMinor: amount.minor }]
}
