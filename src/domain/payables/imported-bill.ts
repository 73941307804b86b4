import type { IsoDate } from '../../lib/dates.js'
import type { ImportedLine } from '../billing/imported-invoice.js'

/** A supplier's bill or credit note that an earlier system knew. Amounts are above zero. */
export type ImportedBill = {
  kind: 'bill' | 'credit_note'
  /** The supplier's own. */
  number: string
  company: { id: string; name: string }
  billDate: IsoDate
  dueDate: IsoDate
  currency: string
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  /** Of lines that say nothing. */
  description: string
  lines: readonly ImportedLine[]
  /** Its cost and tax are posted too, for no opening balance has them. */
  afterCutover: boolean
}
