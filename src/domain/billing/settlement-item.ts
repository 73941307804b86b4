import type { IsoDate } from '../../lib/dates.js'
import type { Purpose } from '../ledger/account.js'

/** What customers owe us, or what we owe: to suppliers, and to staff for what they laid out. */
export type Side = 'receivable' | 'payable'

/** A bill is an expense as well: both are owed the same way. */
export type ItemKind = 'invoice' | 'credit_note' | 'bill' | 'bill_credit' | 'payment'

export type ItemRef = { kind: ItemKind; id: string }

/** Whom it concerns: one of the two. */
export type Party = { companyId: string; staffId?: undefined } | { staffId: string; companyId?: undefined }

/** A document as far as settling goes: how much of it is open, in its currency and as the control account carries it. */
export type SettlementItem = ItemRef & {
  /** INV-2026-0042, BILL-12, PAY-3. */
  name: string
  side: Side
  /** The company's or the colleague's id. */
  partyId: string
  ofStaff: boolean
  currency: string
  status: string
  totalMinor: bigint
  openMinor: bigint
  baseOpenMinor: bigint
  /** No allocation is dated before: not before it was posted, nor before an earlier one was taken back. Null: not posted. */
  freeFrom: IsoDate | null
  /** Of an invoice: how what holds of it was settled, by method of payment or `credit_note`. Of a payment: its own method. */
  settledBy: readonly string[]
  version: number
}

/** Payments, credit notes and suppliers' credits settle; the rest is settled. A refund is a payment that is settled. */
export const settles = ({ kind }: ItemRef): boolean =>
  kind === 'payment' || kind === 'credit_note' || kind === 'bill_credit'

/** The account that carries it. What staff are owed has an account of its own, which is no control account. */
export const carriedBy = ({ side, ofStaff }: Pick<SettlementItem, 'side' | 'ofStaff'>): Purpose =>
  ofStaff ? 'staff-payable' : side

/** What an entry of it stems from where no money moves: which part of the books that is, `area_of` in SQL says. */
export const sourceWithoutMoney = (side: Side, what: 'write-off' | 'exchange'): string =>
  `${side === 'receivable' ? 'sales' : 'purchase'}-${what}`

/** The posting's reference to a document. */
export const namedBy = ({ kind, id }: ItemRef): { invoiceId: string } | { billId: string } | { paymentId: string } => {
  if (kind === 'payment') return { paymentId: id }
  return kind === 'invoice' || kind === 'credit_note' ? { invoiceId: id } : { billId: id }
}
