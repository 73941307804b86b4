import type { Tx } from '../../db/in-workspace.js'
import type { Bill as BillModel, BillLine as LineModel, TaxCode } from '../../generated/prisma/client.js'
import { fromDbDate, toDbDate } from '../../lib/dates.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import type { Bill, BillKind, BillStatus } from './bill.js'
import type { BillLine } from './bill-line.js'

export type BillWithLines = Bill & { lines: readonly BillLine[] }

/** With its lines. Throws `not_found`. */
export async function getBill(tx: Tx, id: string): Promise<BillWithLines> {
  const found = await findBill(tx, id)
  if (!found) throw notFound('There is no such bill.', { id })
  return found
}

export async function findBill(tx: Tx, id: string): Promise<BillWithLines | null> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.bill.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    include: { lines: { include: { taxCode: true }, orderBy: { position: 'asc' } } },
  })
  return row && { ...toBill(row), lines: row.lines.map(toLine) }
}

/** The same, locked until the transaction ends. Throws `not_found`. */
export async function getBillForChange(tx: Tx, id: string): Promise<BillWithLines> {
  await tx.prisma.$queryRaw`
    select id from bill where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${id}::uuid for update`
  return getBill(tx, id)
}

/** The supplier's document of this number, if it was entered before and still stands. */
export async function findByNumber(
  tx: Tx,
  { companyId, kind, number }: { companyId: string; kind: BillKind; number: string },
): Promise<Bill | null> {
  const row = await tx.prisma.bill.findFirst({
    where: {
      workspaceId: tx.scope.workspaceId,
      companyId,
      kind,
      number: { equals: number, mode: 'insensitive' },
      status: { notIn: ['void', 'rejected'] },
    },
  })
  return row && toBill(row)
}

/** The account of the supplier's last line, for the next one: by what it was for, else whatever it was. */
export async function findLastAccount(tx: Tx, companyId: string, description: string): Promise<string | null> {
  const { workspaceId } = tx.scope
  const where = { workspaceId, bill: { companyId, status: { notIn: ['void', 'rejected'] } } }
  const orderBy = { createdAt: 'desc' as const }
  const like = await tx.prisma.billLine.findFirst({ where: { ...where, description }, orderBy })
  return (like ?? (await tx.prisma.billLine.findFirst({ where, orderBy })))?.accountId ?? null
}

export async function insertBill(tx: Tx, { lines, ...bill }: Omit<BillWithLines, 'version'>): Promise<void> {
  const { workspaceId } = tx.scope
  const { billDate, dueDate, taxPoint, postingDate, discountUntil, ...rest } = bill
  await tx.prisma.bill.create({
    data: { ...rest, workspaceId, ...dates({ billDate, dueDate, taxPoint, postingDate, discountUntil }) } as never,
  })
  await insertLines(tx, bill.id, lines)
}

/** Every line anew: there are few, and their positions follow from their order. */
export async function replaceLines(tx: Tx, billId: string, lines: readonly BillLine[]): Promise<void> {
  await tx.prisma.billLine.deleteMany({ where: { workspaceId: tx.scope.workspaceId, billId } })
  await insertLines(tx, billId, lines)
}

const insertLines = (tx: Tx, billId: string, lines: readonly BillLine[]) =>
  tx.prisma.billLine.createMany({
    data: lines.map(({ tax, serviceFrom, serviceTo, ...line }, i) => ({
      ...line,
      position: i + 1,
      workspaceId: tx.scope.workspaceId,
      billId,
      taxCodeId: tax?.id ?? null,
      serviceFrom: serviceFrom && toDbDate(serviceFrom),
      serviceTo: serviceTo && toDbDate(serviceTo),
    })),
  })

export type BillChange = Partial<Omit<Bill, 'id' | 'ref' | 'kind' | 'version'>>

/** Writes a change to the version that was read. Throws `conflict` when somebody was faster. */
export async function saveBill(tx: Tx, read: Bill, change: BillChange): Promise<void> {
  const { billDate, dueDate, taxPoint, postingDate, discountUntil, ...rest } = change
  const { count } = await tx.prisma.bill.updateMany({
    where: { workspaceId: tx.scope.workspaceId, id: read.id, version: read.version },
    data: { ...rest, ...dates({ billDate, dueDate, taxPoint, postingDate, discountUntil }) } as never,
  })
  if (count === 0) throw changedMeanwhile(read.ref)
}

type Dates = Pick<BillChange, 'billDate' | 'dueDate' | 'taxPoint' | 'postingDate' | 'discountUntil'>

const dates = (given: { [K in keyof Dates]: Dates[K] | undefined }) =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([, date]) => date !== undefined)
      .map(([key, date]) => [key, date && toDbDate(date)]),
  )

const toBill = (row: BillModel): Bill => ({
  id: row.id,
  ref: row.ref,
  kind: row.kind as BillKind,
  number: row.number,
  status: row.status as BillStatus,
  currency: row.currency,
  billDate: fromDbDate(row.billDate),
  dueDate: fromDbDate(row.dueDate),
  taxPoint: row.taxPoint && fromDbDate(row.taxPoint),
  postingDate: row.postingDate && fromDbDate(row.postingDate),
  department: row.department,
  note: row.note,
  discountBp: row.discountBp,
  discountUntil: row.discountUntil && fromDbDate(row.discountUntil),
  heldReason: row.heldReason,
  payeeNumber: row.payeeNumber,
  paymentReference: row.paymentReference,
  netMinor: row.netMinor,
  taxMinor: row.taxMinor,
  totalMinor: row.totalMinor,
  openMinor: row.openMinor,
  fxRate: row.fxRate && row.fxRate.toFixed(),
  baseOpenMinor: row.baseOpenMinor,
  companyId: row.companyId,
  staffId: row.staffId,
  ownerId: row.ownerId,
  entryId: row.entryId,
  correctsId: row.correctsId,
  version: row.version,
})

const toLine = (row: LineModel & { taxCode: TaxCode | null }): BillLine => ({
  id: row.id,
  position: row.position,
  description: row.description,
  quantityMilli: row.quantityMilli,
  unitPriceMinor: row.unitPriceMinor,
  discountBp: row.discountBp,
  tax: row.taxCode,
  accountId: row.accountId,
  department: row.department,
  serviceFrom: row.serviceFrom && fromDbDate(row.serviceFrom),
  serviceTo: row.serviceTo && fromDbDate(row.serviceTo),
  netMinor: row.netMinor,
  taxMinor: row.taxMinor,
})

/** What corrects a bill, posted or waiting for a second person, oldest first. */
export async function listCredits(tx: Tx, billId: string): Promise<{ ref: string; netMinor: bigint }[]> {
  return tx.prisma.bill.findMany({
    where: { workspaceId: tx.scope.workspaceId, correctsId: billId, status: { notIn: ['void', 'rejected'] } },
    select: { ref: true, netMinor: true },
    orderBy: { id: 'asc' },
  })
}

/** The net that other posted credit notes have taken of a bill. */
export async function sumCredited(tx: Tx, billId: string, exceptId: string): Promise<bigint> {
  const { _sum } = await tx.prisma.bill.aggregate({
    where: {
      workspaceId: tx.scope.workspaceId,
      correctsId: billId,
      postingDate: { not: null },
      entryId: { not: null },
      NOT: { id: exceptId },
    },
    _sum: { netMinor: true },
  })
  return _sum.netMinor ?? 0n
}
