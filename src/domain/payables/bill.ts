import type { IsoDate } from '../../lib/dates.js'
import { no, ok, type Result } from '../../lib/result.js'

/** A supplier's bill or credit note; or what a colleague spent. */
export type BillKind = 'bill' | 'credit_note' | 'expense'

/** `received` waits for a second person; what is posted is corrected by a credit note, never changed. */
export type BillStatus = 'received' | 'approved' | 'rejected' | 'posted' | 'part_paid' | 'paid' | 'void'

/** Four dates, kept apart; only the posting date obeys the locks of periods. Amounts are above zero whatever the kind. */
export type Bill = {
  id: string
  /** BILL-12, SCN-2 (a supplier's credit note), EXP-3. */
  ref: string
  kind: BillKind
  /** The supplier's own. */
  number: string | null
  status: BillStatus
  currency: string
  billDate: IsoDate
  dueDate: IsoDate
  taxPoint: IsoDate | null
  /** Before it is posted: the date that was asked for; null leaves it to the periods. */
  postingDate: IsoDate | null
  department: string | null
  note: string | null
  /** What we may keep of the total when we pay by `discountUntil`. */
  discountBp: number | null
  discountUntil: IsoDate | null
  /** Why it is not to be paid for now. */
  heldReason: string | null
  /** The account that the document itself names. Nothing is ever paid to it for that alone. */
  payeeNumber: string | null
  /** What the supplier wants to be named with the payment. */
  paymentReference: string | null
  netMinor: bigint
  taxMinor: bigint
  totalMinor: bigint
  openMinor: bigint
  /** Base currency for one unit of `currency`; null in the base currency. */
  fxRate: string | null
  baseOpenMinor: bigint
  companyId: string | null
  staffId: string | null
  ownerId: string | null
  entryId: string | null
  correctsId: string | null
  version: number
}

export const REFS: Record<BillKind, { counter: string; prefix: string; noun: string }> = {
  bill: { counter: 'bill', prefix: 'BILL', noun: 'bill' },
  credit_note: { counter: 'supplier-credit', prefix: 'SCN', noun: 'supplier’s credit note' },
  expense: { counter: 'expense', prefix: 'EXP', noun: 'expense' },
}

/** "BILL-12", with the supplier's own number: "BILL-12 (R-2026-88)". */
export const billName = ({ ref, number }: Pick<Bill, 'ref' | 'number'>): string => (number ? `${ref} (${number})` : ref)

/** Whether it may still be changed: only until a second person has said yes. */
export function changeable(bill: Bill): Result<Bill> {
  const name = billName(bill)
  if (bill.status === 'void') return no(`${name} is void. Enter it anew instead.`)
  if (bill.status === 'received' || bill.status === 'rejected') return ok(bill)
  const way =
    bill.kind === 'expense'
      ? 'Finance corrects it by an entry: journal new'
      : `Correct it by a credit note: bill credit ${bill.ref}`
  return no(`${name} is posted and can't be changed. ${way}`)
}

export const isUnpaid = (status: BillStatus): boolean => status === 'posted' || status === 'part_paid'

export const isOverdue = (bill: Pick<Bill, 'status' | 'dueDate' | 'kind'>, today: IsoDate): boolean =>
  bill.kind !== 'credit_note' && isUnpaid(bill.status) && bill.dueDate < today

/** What can be posted. A credit note may take back no more than the bill that it corrects. */
export function postable(bill: Bill): Result<Bill> {
  const name = billName(bill)
  if (bill.status === 'void') return no(`${name} is void and can't be posted.`)
  if (bill.entryId !== null) return no(`${name} is posted already.`)
  if (bill.totalMinor <= 0n) return no(`${name} adds up to nothing. It must ask for more than nothing.`)
  return ok(bill)
}
