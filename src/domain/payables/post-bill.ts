import type { Tx } from '../../db/in-workspace.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { allocateOpen } from '../billing/allocate-open.js'
import { getAccountFor } from '../ledger/account-store.js'
import { type BaseRate, baseCurrencyOf, inBase, rateOn } from '../ledger/base-rate.js'
import { type Deferral, planDeferral, postDeferral } from '../ledger/defer.js'
import type { NewEntry } from '../ledger/entry.js'
import { findOpenDate, requireOpenDate } from '../ledger/open-date.js'
import { postEntries } from '../ledger/post-entries.js'
import { takeBackPart } from '../ledger/take-back-part.js'
import { billName, isUnpaid, postable } from './bill.js'
import { billEntry } from './bill-entry.js'
import { type BillWithLines, getBill, getBillForChange, saveBill, sumCredited } from './bill-store.js'
import { emit } from './events.js'
import { partyName } from './party.js'

export type PlannedPosting = {
  bill: BillWithLines
  entry: NewEntry
  /** What of it is for later days. */
  deferral: Deferral | null
  at: BaseRate
  date: IsoDate
}

/**
 * What posting would do, without doing it. It is posted on the date of the document, or, where that period is closed, on the first
 * open day after it: due date and tax point stay what they are. Throws `refused`.
 */
export async function planPosting(tx: Tx, id: string): Promise<PlannedPosting> {
  const bill = await getBillForChange(tx, id)
  const may = postable(bill)
  if (!may.ok) throw refused(may.problem)
  if (bill.postingDate) await requireOpenDate(tx, bill.postingDate)
  const date = bill.postingDate ?? (await findOpenDate(tx, bill.billDate, 'purchases'))
  if (!date)
    throw refused(`No period is open on ${bill.billDate} or later. Open its fiscal year, or reopen the period.`)
  const at = await rateFor(tx, bill)
  const accounts = {
    owed: (await getAccountFor(tx, bill.kind === 'expense' ? 'staff-payable' : 'payable')).id,
    taxInput: (await getAccountFor(tx, 'tax-input')).id,
    taxOutput: (await getAccountFor(tx, 'tax-output')).id,
  }
  const party = await partyName(tx, bill)
  const { companyId, currency, lines } = bill
  const spread = { kind: 'prepayment', document: { billId: id }, name: bill.ref, companyId, dealId: null } as const
  const deferral = bill.kind === 'credit_note' ? null : await planDeferral(tx, { ...spread, currency, date, at, lines })
  return { bill, at, date, deferral, entry: billEntry(bill, accounts, { id: tx.newId(), date, party, at }) }
}

/** Of a credit note the rate of the bill that it corrects: what is cancelled was never worth anything else. Throws `refused`. */
async function rateFor(tx: Tx, bill: BillWithLines): Promise<BaseRate> {
  if (!bill.correctsId) return rateOn(tx, bill.currency, bill.billDate)
  const corrected = await getBill(tx, bill.correctsId)
  if (bill.netMinor + (await sumCredited(tx, corrected.id, bill.id)) > corrected.netMinor)
    throw refused(`${billName(bill)} would credit more of ${billName(corrected)} than is left of it.`)
  if (corrected.currency !== bill.currency) return rateOn(tx, bill.currency, bill.billDate)
  return { base: await baseCurrencyOf(tx), rate: corrected.fxRate }
}

/** Posts what a second person approved. The caller has the approval: nothing else may call this. Throws `refused`. */
export async function postBill(tx: Tx, id: string): Promise<PlannedPosting> {
  const planned = await planPosting(tx, id)
  const { bill, entry, deferral, at, date } = planned
  await postEntries(tx, [entry])
  if (deferral) await postDeferral(tx, deferral)
  await saveBill(tx, bill, {
    status: 'posted',
    postingDate: date,
    openMinor: bill.totalMinor,
    baseOpenMinor: inBase(money(bill.totalMinor, bill.currency), at),
    fxRate: at.rate,
    entryId: entry.id,
  })
  if (bill.correctsId) await settleCorrected(tx, bill, bill.correctsId, date)
  await emit(tx, { kind: 'bill.posted', data: { billId: id } })
  return planned
}

/** A credit note takes back what is still open of the bill that it corrects; the rest stays to our credit. */
async function settleCorrected(tx: Tx, credit: BillWithLines, correctsId: string, date: IsoDate): Promise<void> {
  const corrected = await getBill(tx, correctsId)
  const of = corrected.netMinor - (await sumCredited(tx, correctsId, credit.id))
  const part = { part: credit.netMinor < of ? credit.netMinor : of, of }
  await takeBackPart(tx, { billId: correctsId }, { name: credit.ref, date }, () => (of > 0n ? part : null))
  if (!isUnpaid(corrected.status)) return
  await allocateOpen(tx, { from: { kind: 'bill_credit', id: credit.id }, to: [{ kind: 'bill', id: correctsId }], date })
}

/** What follows from yes; a sentence for who said it. */
export async function postApproved(tx: Tx, id: string): Promise<string> {
  const { bill, date } = await postBill(tx, id)
  const due = bill.kind === 'bill' ? `, due ${shortDate(bill.dueDate)}` : ''
  const moved =
    date > bill.billDate && bill.postingDate === null ? `: the period of ${shortDate(bill.billDate)} is closed` : ''
  return `${bill.ref} is posted on ${shortDate(date)}${moved}${due}.`
}

/** What follows from no: it can be corrected and asked for again. */
export async function rejectBill(tx: Tx, id: string): Promise<void> {
  const bill = await getBillForChange(tx, id)
  if (bill.status === 'received') await saveBill(tx, bill, { status: 'rejected' })
}
