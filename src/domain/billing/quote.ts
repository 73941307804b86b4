import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Discount } from './document-discount.js'
import type { InvoiceLine, NewLine } from './invoice-line.js'

/** `expired` is not kept: a sent one is that from the day after its last. */
export type QuoteStatus = 'draft' | 'sent' | 'accepted' | 'declined'
export type ShownStatus = QuoteStatus | 'expired'

/** An offer for a deal. */
export type Quote = Discount & {
  id: string
  ref: string
  title: string
  status: QuoteStatus
  currency: string
  quoteDate: IsoDate
  /** The last day on which it can be accepted. */
  validUntil: IsoDate
  note: string | null
  sentAt: Date | null
  sentTo: string | null
  decidedAt: Date | null
  declineReason: string | null
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  companyId: string
  contactId: string | null
  dealId: string
  ownerId: string
  version: number
}

/** As on an invoice, with the day of delivery and the product that it comes of. */
export type QuoteLine = Omit<InvoiceLine, 'department' | 'serviceFrom' | 'serviceTo'> & {
  deliveryOn: IsoDate | null
  productId: string | null
}

export type NewQuoteLine = NewLine & { deliveryOn?: IsoDate | null; productId?: string | null }

export type QuoteWithLines = Quote & { lines: readonly QuoteLine[] }

export type QuoteChange = Partial<Omit<Quote, 'id' | 'ref' | 'version' | 'dealId' | 'companyId' | 'ownerId'>>

export const shownStatus = (
  { status, validUntil }: Pick<Quote, 'status' | 'validUntil'>,
  today: IsoDate,
): ShownStatus => (status === 'sent' && validUntil < today ? 'expired' : status)

/** Only a draft is changed: what went out is what they have. */
export function changeable({ ref, status }: Quote): Result<null> {
  return status === 'draft'
    ? ok(null)
    : no(`${ref} is ${status}. To change it, take it back to a draft first: quote reopen ${ref}`)
}

/** Yes, within its days; it need not have gone out by us. */
export function accept(quote: Quote, today: IsoDate, now: Date): Result<QuoteChange> {
  if (quote.status === 'accepted' || quote.status === 'declined') return no(`${quote.ref} is ${quote.status} already.`)
  if (quote.validUntil < today)
    return no(
      `${quote.ref} was valid until ${quote.validUntil}. Make it longer first: quote set ${quote.ref} valid:+14d`,
    )
  return ok({ status: 'accepted', decidedAt: now })
}

export function decline(quote: Quote, reason: string | null, now: Date): Result<QuoteChange> {
  if (quote.status === 'accepted' || quote.status === 'declined') return no(`${quote.ref} is ${quote.status} already.`)
  return ok({ status: 'declined', decidedAt: now, declineReason: reason })
}

/** A draft again, to be changed and sent anew; what was agreed is agreed no more. */
export function backToDraft({ ref, status }: Quote): Result<QuoteChange> {
  return status === 'draft' ? no(`${ref} is a draft.`) : ok({ status: 'draft', decidedAt: null, declineReason: null })
}
