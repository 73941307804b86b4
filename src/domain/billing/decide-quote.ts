import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import type { Deal } from '../crm/deal.js'
import type { DealLine } from '../crm/deal-line.js'
import { replaceDealLines } from '../crm/deal-line-store.js'
import { getDeal, saveDeal } from '../crm/deal-store.js'
import { accept, backToDraft, decline, type Quote, type QuoteWithLines } from './quote.js'
import { findAcceptedQuote, getQuoteForChange, saveQuote } from './quote-store.js'

export type AcceptedQuote = { quote: Quote; deal: Deal; amountBefore: Money | null }

/** The customer said yes: the deal is about exactly this now. Throws `refused`: past its days, decided, another accepted already. */
export async function acceptQuote(tx: Tx, id: string, today: IsoDate): Promise<AcceptedQuote> {
  const { lines, ...before } = await getQuoteForChange(tx, id)
  const change = accept(before, today, tx.now)
  if (!change.ok) throw refused(change.problem)
  const other = await findAcceptedQuote(tx, before.dealId)
  if (other) throw refused(`${other.ref} is accepted already. Take that back first: quote reopen ${other.ref}`)
  const deal = await getDeal(tx, before.dealId)
  if (deal.status !== 'open') throw refused(`${deal.ref} is ${deal.status}. Reopen it first: deal reopen ${deal.ref}`)
  const quote = await saveQuote(tx, before, change.value)
  await replaceDealLines(tx, deal.id, dealLines({ ...quote, lines }))
  const saved = await saveDeal(tx, deal, { amount: money(quote.netMinor, quote.currency) })
  return { quote, deal: saved, amountBefore: deal.amount }
}

export async function declineQuote(tx: Tx, id: string, reason: string | null): Promise<Quote> {
  const { lines: _, ...quote } = await getQuoteForChange(tx, id)
  const change = decline(quote, reason, tx.now)
  if (!change.ok) throw refused(change.problem)
  return saveQuote(tx, quote, change.value)
}

export async function reopenQuote(tx: Tx, id: string): Promise<{ before: Quote; after: Quote }> {
  const { lines: _, ...before } = await getQuoteForChange(tx, id)
  const change = backToDraft(before)
  if (!change.ok) throw refused(change.problem)
  return { before, after: await saveQuote(tx, before, change.value) }
}

/** A deal knows of no discount on the whole: it is a line of its own there. */
function dealLines({ lines }: QuoteWithLines): DealLine[] {
  const allowance = lines.reduce((sum, { allowanceMinor }) => sum + allowanceMinor, 0n)
  const plain = lines.map(
    ({ description, quantityMilli, unit, unitPriceMinor, discountBp, deliveryOn, productId }) => ({
      description,
      quantityMilli,
      unit,
      unitPriceMinor,
      discountBp,
      deliveryOn,
      productId,
    }),
  )
  if (allowance === 0n) return plain
  const discount = { quantityMilli: 1000n, unit: 'C62', discountBp: 0, deliveryOn: null, productId: null }
  return [...plain, { ...discount, description: 'Discount', unitPriceMinor: -allowance }]
}
