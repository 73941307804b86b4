import type { Tx } from '../../db/in-workspace.js'
import { shortDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { getBillingParties } from './billing-party-store.js'
import { emit, type SendQuote } from './events.js'
import type { Quote } from './quote.js'
import { getQuoteForChange, saveQuote } from './quote-store.js'
import { countSendings, findContactAddress, isOnItsWay, MAILED_QUOTE } from './sending-store.js'

export type PlannedQuote = { quote: Quote; mail: SendQuote; earlier: number; customer: string }

type Asked = { quoteId: string; to?: string; by: string }

/**
 * The mail as it would go out: to whom, with which words. Throws `refused` for what is decided or past its days, and while the same is
 * still on its way; `invalid` when nobody can be written to.
 */
export async function planQuoteMail(tx: Tx, { quoteId, to, by }: Asked): Promise<PlannedQuote> {
  const { lines, ...quote } = await getQuoteForChange(tx, quoteId)
  const { ref } = quote
  if (quote.status !== 'draft' && quote.status !== 'sent')
    throw refused(`${ref} is ${quote.status}; it is not sent any more.`)
  if (lines.length === 0) throw refused(`${ref} has no lines yet: quote line ${ref} product:…`)
  if (quote.validUntil < quote.quoteDate) throw refused(`${ref} is past its days: quote set ${ref} valid:+30d`)
  const parties = await getBillingParties(tx, quote.companyId)
  const recipient = to ?? (await findContactAddress(tx, quote))
  if (!recipient)
    throw invalid(`Neither the contact of ${ref} nor ${parties.company} has an address. Say it: to:name@example.com`)
  if (await isOnItsWay(tx, MAILED_QUOTE, { id: quote.id, recipient }))
    throw refused(`${ref} is on its way to ${recipient} already. When it has gone out, it can be sent again.`)
  const earlier = await countSendings(tx, MAILED_QUOTE, quote.id)
  const total = formatMoney(money(quote.totalMinor, quote.currency))
  const mail = {
    quoteId: quote.id,
    recipient,
    subject: `Quote ${ref} from ${parties.seller}: ${quote.title}`,
    text: `Hello,\n\nattached is our quote ${ref} for ${quote.title}, ${total} in all. It is valid until ${shortDate(quote.validUntil)}; to accept it, simply answer this mail.\n\nKind regards\n${by}\n${parties.seller}\n`,
    occasion: `${MAILED_QUOTE.prefix}:${quote.id}:${tx.newId()}`,
  }
  return { quote, mail, earlier, customer: parties.company }
}

/** Puts the mail into the outbox: its job sends it once, with the PDF, and leaves a delivery row. The quote is sent from then on. */
export async function sendQuote(tx: Tx, asked: Asked): Promise<PlannedQuote> {
  const planned = await planQuoteMail(tx, asked)
  const quote = await saveQuote(tx, planned.quote, { status: 'sent', sentAt: tx.now, sentTo: planned.mail.recipient })
  await emit(tx, { kind: 'quote.send', data: planned.mail })
  return { ...planned, quote }
}
