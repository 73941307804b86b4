import type { IsoDate } from '../../lib/dates.js'
import type { PostalAddress } from '../crm/company.js'
import type { InvoiceKind, InvoiceStatus } from './invoice.js'
import type { TaxRate, TaxTotal } from './invoice-amounts.js'
import type { Letterhead } from './letterhead.js'

/** Everything that stands on an invoice: what the PDF, the mail and the card are made from. */
export type InvoiceDocument = {
  id: string
  kind: InvoiceKind
  /** The number, or the draft's reference while it has none. */
  name: string
  status: InvoiceStatus
  currency: string
  /** The draft's date until it is issued. */
  date: IsoDate
  dueDate: IsoDate | null
  /** Where the tax falls due on another day. */
  taxPoint: IsoDate | null
  /** The tax in the currency of the books, where that is another one. */
  taxInBooks: { currency: string; minor: bigint } | null
  /** Of a credit note: the invoice it corrects. */
  corrects: { name: string; date: IsoDate | null } | null
  termsDays: number
  poNumber: string | null
  note: string | null
  seller: { name: string; country: string; letterhead: Letterhead }
  buyer: {
    name: string
    ref: string
    taxId: string | null
    address: PostalAddress | null
    attention: string | null
    email: string | null
    /** What they want with the PDF: nothing, or an e-invoice. */
    format: 'pdf' | 'ubl'
  }
  lines: readonly DocumentLine[]
  /** What is taken off the whole, as `discountBp` or as an amount; null where nothing is. */
  discount: { minor: bigint; bp: number | null } | null
  taxes: readonly TaxTotal[]
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  /** What was settled so far. */
  paidMinor: bigint
  openMinor: bigint
}

export type DocumentLine = {
  position: number
  description: string
  quantityMilli: bigint
  unitPriceMinor: bigint
  discountBp: number
  unit: string
  tax: string | null
  taxRate: TaxRate | null
  serviceFrom: IsoDate | null
  serviceTo: IsoDate | null
  /** Before what is taken off the whole. */
  netMinor: bigint
}
