import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { addDays, type IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import type { InvoiceAmounts } from '../billing/invoice-amounts.js'
import { type BillKind, billName, REFS } from './bill.js'
import { billAmounts } from './bill-amounts.js'
import type { BillLine, NewBillLine } from './bill-line.js'
import { type BillWithLines, findByNumber, getBill, insertBill } from './bill-store.js'
import { completeLines } from './complete-lines.js'
import { emit } from './events.js'
import { indexBill } from './index-bill.js'
import { getSupplier, markSupplier } from './supplier-store.js'

export type NewBill = {
  kind?: Exclude<BillKind, 'expense'>
  companyId: string
  /** The supplier's own number. */
  number?: string | null
  billDate: IsoDate
  /** Default: the supplier's terms after the date of the bill. */
  dueDate?: IsoDate
  taxPoint?: IsoDate | null
  postingDate?: IsoDate | null
  currency?: string
  department?: string | null
  note?: string | null
  ownerId?: string | null
  correctsId?: string | null
  discount?: { bp: number; until: IsoDate } | null
  payeeNumber?: string | null
  paymentReference?: string | null
  /** Why it is not to be paid for now. */
  heldReason?: string | null
  lines: readonly NewBillLine[]
  /** Tax that the document itself states, by tax code. */
  statedTax?: Readonly<Record<string, bigint>>
}

/**
 * Enters a supplier's bill or credit note: nothing is posted until a second person has approved it. Throws `refused` for a number
 * that was entered before, `invalid`, `not_found`.
 */
export async function receiveBill(tx: Tx, input: NewBill): Promise<BillWithLines> {
  const kind = input.kind ?? 'bill'
  const supplier = await getSupplier(tx, input.companyId)
  const number = input.number?.trim() || null
  if (number !== null) await refuseDuplicate(tx, { companyId: supplier.id, kind, number }, supplier.name)
  const dueDate = input.dueDate ?? addDays(input.billDate, kind === 'credit_note' ? 0 : supplier.termsDays)
  if (dueDate < input.billDate) throw invalid(`It would be due on ${dueDate}, before its own date, ${input.billDate}.`)
  const department = input.department ?? null
  const lines = await completeLines(tx, input.lines, { taxCode: supplier.taxCode, department, supplierId: supplier.id })
  const bill: Omit<BillWithLines, 'version'> = {
    id: tx.newId(),
    ref: await nextRef(tx, REFS[kind].counter, REFS[kind].prefix),
    kind,
    number,
    status: 'received',
    currency: input.currency ?? supplier.currency,
    billDate: input.billDate,
    dueDate,
    taxPoint: input.taxPoint ?? null,
    postingDate: input.postingDate ?? null,
    department,
    note: input.note ?? null,
    discountBp: input.discount?.bp ?? null,
    discountUntil: input.discount?.until ?? null,
    heldReason: input.heldReason ?? null,
    payeeNumber: input.payeeNumber ?? null,
    paymentReference: input.paymentReference ?? null,
    companyId: supplier.id,
    staffId: null,
    ownerId: input.ownerId ?? null,
    correctsId: input.correctsId ?? null,
    ...UNPOSTED,
    ...addedUp(lines, input.statedTax),
  }
  await markSupplier(tx, supplier)
  return enter(tx, bill, supplier.name)
}

export const UNPOSTED = { openMinor: 0n, baseOpenMinor: 0n, fxRate: null, entryId: null } as const

/** Writes it down, findable, and tells the house. */
export async function enter(tx: Tx, bill: Omit<BillWithLines, 'version'>, party: string): Promise<BillWithLines> {
  await insertBill(tx, bill)
  await indexBill(tx, bill, party)
  await emit(tx, { kind: 'bill.received', data: { billId: bill.id } })
  return getBill(tx, bill.id)
}

type AddedUp = Pick<InvoiceAmounts, 'netMinor' | 'taxMinor' | 'totalMinor'> & { lines: BillLine[] }

/** Lines with their amounts, and the document's. Throws `invalid` where that is less than nothing. */
export function addedUp(lines: readonly BillLine[], statedTax: Readonly<Record<string, bigint>> = {}): AddedUp {
  const stated = new Map(
    lines.flatMap(({ tax }) => {
      const minor = tax ? statedTax[tax.code] : undefined
      return tax && minor !== undefined ? [[tax.id, minor] as const] : []
    }),
  )
  const { lines: amounts, netMinor, taxMinor, totalMinor } = billAmounts(lines, stated)
  if (netMinor < 0n || taxMinor < 0n)
    throw invalid('The lines add up to less than nothing. What a supplier owes us is a credit note: bill credit')
  return { lines: lines.map((line, i) => ({ ...line, ...amounts[i] })), netMinor, taxMinor, totalMinor }
}

export async function refuseDuplicate(
  tx: Tx,
  document: { companyId: string; kind: BillKind; number: string },
  supplier: string,
  exceptId?: string,
): Promise<void> {
  const earlier = await findByNumber(tx, document)
  if (!earlier || earlier.id === exceptId) return
  throw refused(
    `${document.number} of ${supplier} was entered before: it is ${billName(earlier)} of ${earlier.billDate}, ${earlier.status}.`,
    { earlier: earlier.ref },
  )
}
