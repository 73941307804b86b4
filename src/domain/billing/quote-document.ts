import type { IsoDate } from '../../lib/dates.js'
import type { InvoiceDocument } from './invoice-document.js'
import type { QuoteStatus } from './quote.js'

/** Everything that stands on a quote: what the PDF, the mail and the card are made from. */
export type QuoteDocument = Pick<
  InvoiceDocument,
  | 'id'
  | 'name'
  | 'currency'
  | 'date'
  | 'note'
  | 'seller'
  | 'buyer'
  | 'lines'
  | 'discount'
  | 'taxes'
  | 'netMinor'
  | 'taxMinor'
  | 'totalMinor'
> & {
  status: QuoteStatus
  title: string
  validUntil: IsoDate
  /** Who made it. */
  by: string
  deal: { id: string; ref: string; title: string }
  companyId: string
  ownerId: string
}
