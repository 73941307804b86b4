import type { Tx } from '../../db/in-workspace.js'
import { invalid, refused } from '../../lib/errors.js'
import { getBillingParties } from './billing-party-store.js'
import type { Discount } from './document-discount.js'
import { changeable, type NewQuoteLine, type Quote, type QuoteChange, type QuoteWithLines } from './quote.js'
import { asGivenQuoteLine, completeQuoteLines, quoteAmounts } from './quote-lines.js'
import { getQuoteForChange, replaceQuoteLines, saveQuote } from './quote-store.js'

/** Changes a draft's lines, and adds it up anew. Throws `refused` for what went out, `invalid`. */
export async function changeQuoteLines(
  tx: Tx,
  id: string,
  change: (lines: readonly NewQuoteLine[]) => readonly NewQuoteLine[],
): Promise<QuoteWithLines> {
  const { lines: before, ...quote } = await draftOf(tx, id)
  const parties = await getBillingParties(tx, quote.companyId)
  const lines = await completeQuoteLines(tx, change(before.map(asGivenQuoteLine)), parties.defaultTaxCode)
  const { totals, lines: kept } = quoteAmounts(lines, quote)
  await replaceQuoteLines(tx, id, kept)
  return { ...(await saveQuote(tx, quote, totals)), lines: kept }
}

/** Takes so much off a draft as a whole, instead of what was taken off before. */
export async function discountQuote(tx: Tx, id: string, discount: Discount): Promise<QuoteWithLines> {
  const { lines, ...quote } = await draftOf(tx, id)
  const { totals, lines: kept } = quoteAmounts(lines, discount)
  await replaceQuoteLines(tx, id, kept)
  return { ...(await saveQuote(tx, quote, { ...totals, ...discount })), lines: kept }
}

/** Until when it stands can be changed of a sent one as well: they have been told so. */
export async function editQuote(
  tx: Tx,
  id: string,
  change: Pick<QuoteChange, 'title' | 'validUntil' | 'note' | 'contactId'>,
): Promise<{ before: Quote; after: Quote }> {
  const { lines: _, ...before } = await getQuoteForChange(tx, id)
  const onlyLonger = Object.keys(change).every((key) => key === 'validUntil') && before.status === 'sent'
  const checked = changeable(before)
  if (!checked.ok && !onlyLonger) throw refused(checked.problem)
  if (change.validUntil && change.validUntil < before.quoteDate)
    throw invalid(`${before.ref} is of ${before.quoteDate}; it can't end before.`)
  return { before, after: await saveQuote(tx, before, change) }
}

async function draftOf(tx: Tx, id: string): Promise<QuoteWithLines> {
  const quote = await getQuoteForChange(tx, id)
  const checked = changeable(quote)
  if (!checked.ok) throw refused(checked.problem)
  return quote
}
