import type { IsoDate } from '../../lib/dates.js'

/** An invoice or credit note of an earlier system, under the number it had. Amounts are above zero. */
export type ImportedInvoice = {
  kind: 'invoice' | 'credit_note'
  number: string
  company: { id: string; name: string }
  issueDate: IsoDate
  dueDate: IsoDate
  currency: string
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  description: string
  poNumber: string | null
  /** Its income; sales, unless given. */
  accountId?: string | undefined
  /** It was issued after the cutover: its income and tax are posted too, for no opening balance has them. */
  afterCutover: boolean
}
