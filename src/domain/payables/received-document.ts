import type { IsoDate } from '../../lib/dates.js'

/** A supplier's document as a file tells it, whatever the file's syntax. Amounts are minor units of `currency`. */
export type ReceivedDocument = {
  kind: 'bill' | 'credit_note'
  number: string
  date: IsoDate
  dueDate: IsoDate | null
  taxPoint: IsoDate | null
  currency: string
  seller: { name: string; taxId: string | null; country: string | null; addresses: readonly string[] }
  lines: readonly DocumentLine[]
  /** Tax by category (UNCL 5305) and rate, as the document states it. */
  taxes: readonly { category: string; rate: string | null; taxMinor: bigint }[]
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  /** What of the total was paid before, as the document says. */
  prepaidMinor: bigint
  /** The account it wants to be paid to, and what it wants to be named with the payment. */
  iban: string | null
  reference: string | null
  /** Numbers of what a credit note corrects. */
  corrects: readonly string[]
}

export type DocumentLine = {
  description: string
  /** Below zero for an allowance on the document. */
  netMinor: bigint
  category: string
  rate: string | null
  from: IsoDate | null
  to: IsoDate | null
}
