import { discountQuote, editQuote } from '../../../domain/billing/edit-quote.js'
import { getQuoteDocument } from '../../../domain/billing/quote-document-store.js'
import { getQuoteRow } from '../../../domain/billing/quote-list-store.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, type Money, money } from '../../../lib/money.js'
import { defined } from '../company/company-params.js'
import { defineCommand } from '../define-command.js'
import { clearable, optional, target } from '../params.js'
import { changedQuote } from './quote-reply.js'

export default defineCommand({
  name: 'quote set',
  summary:
    'Change a draft: until when it stands, its title, note, contact, what is taken off the whole; of a sent one until when',
  example: 'quote set Q-3 valid:+14d discount:5',
  params: {
    quote: target('quote', 'Quote'),
    title: optional('text', 'Title'),
    valid: optional('date', 'Valid until'),
    discount: clearable('percent', 'Discount on the whole, per cent'),
    off: clearable('amount', 'Or an amount off the whole, net'),
    contact: clearable('record', 'Contact', { record: 'contact' }),
    note: clearable('text', 'Note on the quote', { multiline: true }),
  },
  needs: 'quote.write',
  risk: 'reversible',
  current: async (_context, read, { id }) => {
    const [{ title, validUntil, contact }, { discount, currency, note }] = [
      await getQuoteRow(read, id),
      await getQuoteDocument(read, id),
    ]
    return defined({
      title,
      valid: validUntil,
      discount: discount?.bp ? discount.bp / 100 : undefined,
      off: discount && discount.bp === null ? money(discount.minor, currency) : undefined,
      contact: contact ? { kind: 'contact', ...contact, title: contact.name } : undefined,
      note: note ?? undefined,
    })
  },
  run: async (context, { quote, title, valid, discount, off, contact, note }, tx) => {
    const change = defined({ title, validUntil: valid, note, contactId: contact === null ? null : contact?.id })
    if (Object.keys(change).length === 0 && discount === undefined && off === undefined)
      throw invalid(`What is to change? quote set ${quote.ref} valid:+14d`)
    if (Object.keys(change).length > 0) await editQuote(tx, quote.id, change as Parameters<typeof editQuote>[2])
    if (discount !== undefined || off !== undefined) await discountQuote(tx, quote.id, discountOf(discount, off))
    return changedQuote(context, tx, quote.id, {
      headline: ({ ref, total }) => `${ref} is changed and comes to ${formatMoney(total)}`,
    })
  },
})

/** Null takes nothing off. */
function discountOf(percent: number | null | undefined, off: Money | null | undefined) {
  if (percent && off) throw invalid('Say either a discount in per cent or an amount off, not both.')
  if (typeof percent === 'number' && (percent < 0 || percent > 100)) throw invalid('A discount is between 0 and 100 %.')
  if (off && off.minor < 0n) throw invalid('A discount is an amount above zero.')
  return {
    discountBp: percent ? Math.round(percent * 100) : null,
    discountMinor: off && off.minor > 0n ? off.minor : null,
  }
}
