import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { type Money, money } from '../../lib/money.js'
import { type PlannedByHand, planByHand, type RecordedByHand, recordByHand } from '../billing/pay-out-or-ask.js'
import type { Payment } from '../billing/payment.js'
import type { NewDifference, NewPayment } from '../billing/plan-payment.js'
import { type PlannedSettlement, recordPayment } from '../billing/record-payment.js'
import { billName, isUnpaid } from './bill.js'
import { getBillForChange } from './bill-store.js'

export type BillPayment = {
  billId: string
  date: IsoDate
  /** What is open, unless given. */
  amount?: Money | undefined
  /** What the bank account moved by, where it is kept in another currency. */
  moved?: Money | undefined
  reference?: string | undefined
  /** The bank account's in the books, unless given. */
  accountId?: string | undefined
  /** What the supplier lets us keep for paying early; without an amount of its own, what is left open. */
  discount?: boolean | undefined
}

export const planBillPayment = async (tx: Tx, input: BillPayment): Promise<PlannedByHand> =>
  planByHand(tx, await paymentOf(tx, input))

/** What was paid by somebody's word: a second person is asked, where one has to be. Throws as `payBill`. */
export const payBillByHand = async (tx: Tx, input: BillPayment): Promise<RecordedByHand> =>
  recordByHand(tx, await paymentOf(tx, input))

/** Records money that went out for a bill or back to a colleague: Daybook itself moves none. Throws `refused`, `not_found`. */
export const payBill = async (
  tx: Tx,
  input: BillPayment,
): Promise<PlannedSettlement & { payments: readonly Payment[] }> => recordPayment(tx, await paymentOf(tx, input))

async function paymentOf(
  tx: Tx,
  { billId, date, amount, moved, reference, accountId, discount }: BillPayment,
): Promise<NewPayment> {
  const bill = await getBillForChange(tx, billId)
  if (bill.kind === 'credit_note') throw refused(`${billName(bill)} is to our credit: nothing is paid for it.`)
  if (!isUnpaid(bill.status))
    throw refused(`${billName(bill)} is ${bill.status}: only what is approved and posted is paid, and only once.`)
  const paid = amount ?? money(bill.openMinor, bill.currency)
  const of = { kind: 'bill', id: billId } as const
  const left = bill.openMinor - paid.minor
  const differences: NewDifference[] =
    discount && left > 0n ? [{ method: 'discount', of, amountMinor: left, relief: true }] : []
  return {
    direction: 'out',
    party: bill.companyId === null ? { staffId: bill.staffId ?? '' } : { companyId: bill.companyId },
    date,
    amount: paid,
    settle: [{ ...of, ...(paid.minor < bill.openMinor ? { amountMinor: paid.minor } : {}) }],
    ...(moved ? { moved } : {}),
    ...(accountId ? { accountId } : {}),
    ...(reference ? { reference } : {}),
    differences,
  }
}
