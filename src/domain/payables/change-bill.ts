import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { voidApprovals } from '../people/void-approvals.js'
import { type Bill, changeable } from './bill.js'
import { approvalOf } from './bill-approval.js'
import type { NewBillLine } from './bill-line.js'
import { type BillWithLines, getBill, getBillForChange, replaceLines, saveBill } from './bill-store.js'
import { completeLines } from './complete-lines.js'
import { emit } from './events.js'
import { indexBill } from './index-bill.js'
import { partyName } from './party.js'
import { addedUp, refuseDuplicate } from './receive-bill.js'
import { getSupplier } from './supplier-store.js'

export type BillEdit = {
  number?: string | null
  billDate?: IsoDate
  dueDate?: IsoDate
  taxPoint?: IsoDate | null
  postingDate?: IsoDate | null
  department?: string | null
  note?: string | null
  discountBp?: number | null
  discountUntil?: IsoDate | null
  paymentReference?: string | null
}

/** Corrects the head of what isn't posted yet. An open question about it is void: it must be asked for as it is now. */
export async function editBill(tx: Tx, id: string, edit: BillEdit): Promise<{ before: Bill; after: BillWithLines }> {
  const before = await changeableBill(tx, id)
  const after = { ...before, ...edit }
  if (after.dueDate < after.billDate)
    throw invalid(`It would be due on ${after.dueDate}, before its own date, ${after.billDate}.`)
  if ((after.discountBp === null) !== (after.discountUntil === null))
    throw invalid('A discount needs both: how much and until when, like discount:2 until:2026-11-20.')
  if (edit.number && before.companyId) {
    const { companyId, kind } = before
    await refuseDuplicate(tx, { companyId, kind, number: edit.number }, await partyName(tx, before), id)
  }
  const { department } = edit
  if (department !== undefined) {
    const lines = before.lines.map((line) => (line.department === before.department ? { ...line, department } : line))
    await replaceLines(tx, id, lines)
  }
  await saveBill(tx, before, { ...edit, status: 'received' })
  return { before, after: await changed(tx, before) }
}

/** One more line. */
export async function addLine(tx: Tx, id: string, line: NewBillLine): Promise<BillWithLines> {
  const before = await changeableBill(tx, id)
  const { companyId, department } = before
  const taxCode = companyId === null ? null : (await getSupplier(tx, companyId)).taxCode
  const [made] = await completeLines(tx, [line], { taxCode, department, supplierId: companyId })
  return saveLines(tx, before, made ? [...before.lines, made] : before.lines)
}

/** Takes a line off, by its number on the bill. */
export async function removeLine(tx: Tx, id: string, position: number): Promise<BillWithLines> {
  const before = await changeableBill(tx, id)
  const left = before.lines.filter((line) => line.position !== position)
  if (left.length === before.lines.length)
    throw invalid(`${before.ref} has no line ${position}: it has ${before.lines.length}.`)
  if (left.length === 0)
    throw invalid(`${before.ref} needs at least one line. Set it aside with: bill void ${before.ref}`)
  return saveLines(tx, before, left)
}

async function saveLines(tx: Tx, before: BillWithLines, given: BillWithLines['lines']): Promise<BillWithLines> {
  const { lines, ...amounts } = addedUp(given)
  await replaceLines(tx, before.id, lines)
  await saveBill(tx, before, { ...amounts, status: 'received' })
  return changed(tx, before)
}

/** Keeps a bill from being paid, or (null) lets it be paid again; it stays due all the same. */
export async function holdBill(tx: Tx, id: string, why: string | null): Promise<Bill> {
  const bill = await getBillForChange(tx, id)
  if (bill.status === 'paid' || bill.status === 'void')
    throw refused(`${bill.ref} is ${bill.status}: there is nothing to hold back.`)
  await saveBill(tx, bill, { heldReason: why })
  return getBill(tx, id)
}

/** Sets aside what isn't posted. */
export async function voidBill(tx: Tx, id: string): Promise<Bill> {
  const bill = await changeableBill(tx, id)
  await saveBill(tx, bill, { status: 'void' })
  await voidApprovals(tx, approvalOf(bill), id, 'it was set aside')
  await emit(tx, { kind: 'bill.voided', data: { billId: id } })
  return getBill(tx, id)
}

/** The compensating change. Its number may have been entered again meanwhile. */
export async function restoreBill(tx: Tx, id: string): Promise<Bill> {
  const bill = await getBillForChange(tx, id)
  if (bill.status !== 'void') throw refused(`${bill.ref} is not void.`)
  const { companyId, kind, number } = bill
  if (companyId && number) await refuseDuplicate(tx, { companyId, kind, number }, await partyName(tx, bill), id)
  await saveBill(tx, bill, { status: 'received' })
  await emit(tx, { kind: 'bill.received', data: { billId: id } })
  return getBill(tx, id)
}

/** What was turned down waits for a decision again, as it is now. */
export async function reconsider(tx: Tx, id: string): Promise<Bill> {
  const bill = await changeableBill(tx, id)
  if (bill.status === 'rejected') await saveBill(tx, bill, { status: 'received' })
  return getBill(tx, id)
}

async function changeableBill(tx: Tx, id: string): Promise<BillWithLines> {
  const bill = await getBillForChange(tx, id)
  const may = changeable(bill)
  if (!may.ok) throw refused(may.problem)
  return bill
}

async function changed(tx: Tx, before: Bill): Promise<BillWithLines> {
  const after = await getBill(tx, before.id)
  await indexBill(tx, after, await partyName(tx, after))
  await voidApprovals(tx, approvalOf(after), after.id, 'it was changed since')
  return after
}
