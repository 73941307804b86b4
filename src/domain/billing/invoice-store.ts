import type { Tx } from '../../db/in-workspace.js'
import type { Invoice as InvoiceModel } from '../../generated/prisma/client.js'
import { fromDbDate, type IsoDate, toDbDate } from '../../lib/dates.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import type { Invoice, InvoiceKind, InvoiceStatus } from './invoice.js'
import type { InvoiceLine } from './invoice-line.js'

export type InvoiceWithLines = Invoice & { lines: readonly InvoiceLine[] }

/** The invoice with its lines, locked until the transaction ends, so that two payments or two issues stand in line. Throws `not_found`. */
export async function getInvoiceForChange(tx: Tx, id: string): Promise<InvoiceWithLines> {
  const { workspaceId } = tx.scope
  await tx.prisma.$queryRaw`
    select id from invoice where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`
  const row = await tx.prisma.invoice.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    include: { lines: { include: { taxCode: true }, orderBy: { position: 'asc' } } },
  })
  if (!row) throw notFound('There is no such invoice.', { id })
  const lines = row.lines.map(({ id, position, description, quantityMilli, unitPriceMinor, ...line }) => ({
    id,
    position,
    description,
    quantityMilli,
    unitPriceMinor,
    discountBp: line.discountBp,
    netMinor: line.netMinor,
    taxMinor: line.taxMinor,
    allowanceMinor: line.allowanceMinor,
    accountId: line.accountId,
    unit: line.unit,
    department: line.department,
    serviceFrom: line.serviceFrom && fromDbDate(line.serviceFrom),
    serviceTo: line.serviceTo && fromDbDate(line.serviceTo),
    tax: line.taxCode,
  }))
  return { ...toInvoice(row), lines }
}

/** Throws `not_found`. */
export async function getInvoice(tx: Tx, id: string): Promise<Invoice> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.invoice.findUnique({ where: { workspaceId_id: { workspaceId, id } } })
  if (!row) throw notFound('There is no such invoice.', { id })
  return toInvoice(row)
}

/** The invoice that was made from a deal and still stands, if there is one. */
export async function findInvoiceOfDeal(tx: Tx, dealId: string): Promise<Invoice | null> {
  const { workspaceId } = tx.scope
  const row = await tx.prisma.invoice.findFirst({
    where: { workspaceId, dealId, kind: 'invoice', status: { not: 'void' } },
  })
  return row && toInvoice(row)
}

/** What the credit notes of an invoice have taken of it: their lines, by account and code. */
export async function listCreditedLines(
  tx: Tx,
  invoiceId: string,
): Promise<Pick<InvoiceLine, 'accountId' | 'department' | 'tax' | 'netMinor' | 'taxMinor'>[]> {
  const rows = await tx.prisma.invoiceLine.findMany({
    where: { workspaceId: tx.scope.workspaceId, invoice: { correctsId: invoiceId, number: { not: null } } },
    include: { taxCode: true },
  })
  return rows.map(({ accountId, department, taxCode, netMinor, taxMinor }) => ({
    accountId,
    department,
    tax: taxCode,
    netMinor,
    taxMinor,
  }))
}

export async function insertInvoice(
  tx: Tx,
  invoice: Omit<Invoice, 'version'>,
  lines: readonly InvoiceLine[],
  recurs?: { recurringId: string; recurringOn: IsoDate },
): Promise<void> {
  const { workspaceId } = tx.scope
  const { draftDate, issueDate, dueDate, taxPoint, ...rest } = invoice
  const series = recurs && { recurringId: recurs.recurringId, recurringOn: toDbDate(recurs.recurringOn) }
  await tx.prisma.invoice.create({
    data: {
      ...rest,
      ...series,
      workspaceId,
      draftDate: toDbDate(draftDate),
      ...dates({ issueDate, dueDate, taxPoint }),
    },
  })
  await insertLines(tx, invoice.id, lines)
}

async function insertLines(tx: Tx, invoiceId: string, lines: readonly InvoiceLine[]): Promise<void> {
  await tx.prisma.invoiceLine.createMany({
    data: lines.map(({ tax, serviceFrom, serviceTo, ...line }) => ({
      ...line,
      serviceFrom: serviceFrom && toDbDate(serviceFrom),
      serviceTo: serviceTo && toDbDate(serviceTo),
      workspaceId: tx.scope.workspaceId,
      invoiceId,
      taxCodeId: tax?.id ?? null,
    })),
  })
}

/** A draft's lines anew. */
export async function replaceLines(tx: Tx, invoiceId: string, lines: readonly InvoiceLine[]): Promise<void> {
  await tx.prisma.invoiceLine.deleteMany({ where: { workspaceId: tx.scope.workspaceId, invoiceId } })
  await insertLines(tx, invoiceId, lines)
}

export type InvoiceChange = Partial<
  Pick<
    Invoice,
    | 'status'
    | 'number'
    | 'issueDate'
    | 'dueDate'
    | 'openMinor'
    | 'baseOpenMinor'
    | 'fxRate'
    | 'draftDate'
    | 'termsDays'
    | 'taxPoint'
    | 'poNumber'
    | 'note'
    | 'contactId'
    | 'disputedAt'
    | 'disputeReason'
    | 'entryId'
    | 'discountBp'
    | 'discountMinor'
    | 'netMinor'
    | 'taxMinor'
    | 'totalMinor'
  >
>

/** Writes a change to the version that was read. Throws `conflict` when somebody was faster. */
export async function saveInvoice(tx: Tx, read: Invoice, change: InvoiceChange): Promise<void> {
  const { workspaceId } = tx.scope
  const { issueDate, dueDate, taxPoint, draftDate, ...rest } = change
  const { count } = await tx.prisma.invoice.updateMany({
    where: { workspaceId, id: read.id, version: read.version },
    data: {
      ...rest,
      ...(draftDate ? { draftDate: toDbDate(draftDate) } : {}),
      ...dates({ issueDate, dueDate, taxPoint }),
    },
  })
  if (count === 0) throw changedMeanwhile('this invoice')
}

type MaybeDates = { [K in 'issueDate' | 'dueDate' | 'taxPoint']?: IsoDate | null | undefined }

const dates = ({ issueDate, dueDate, taxPoint }: MaybeDates) => ({
  ...(issueDate === undefined ? {} : { issueDate: issueDate && toDbDate(issueDate) }),
  ...(dueDate === undefined ? {} : { dueDate: dueDate && toDbDate(dueDate) }),
  ...(taxPoint === undefined ? {} : { taxPoint: taxPoint && toDbDate(taxPoint) }),
})

const toInvoice = (row: InvoiceModel): Invoice => ({
  id: row.id,
  kind: row.kind as InvoiceKind,
  ref: row.ref,
  number: row.number,
  status: row.status as InvoiceStatus,
  currency: row.currency,
  draftDate: fromDbDate(row.draftDate),
  issueDate: row.issueDate && fromDbDate(row.issueDate),
  dueDate: row.dueDate && fromDbDate(row.dueDate),
  termsDays: row.termsDays,
  taxPoint: row.taxPoint && fromDbDate(row.taxPoint),
  poNumber: row.poNumber,
  note: row.note,
  discountBp: row.discountBp,
  discountMinor: row.discountMinor,
  netMinor: row.netMinor,
  taxMinor: row.taxMinor,
  totalMinor: row.totalMinor,
  openMinor: row.openMinor,
  baseOpenMinor: row.baseOpenMinor,
  fxRate: row.fxRate && row.fxRate.toFixed(),
  companyId: row.companyId,
  contactId: row.contactId,
  dealId: row.dealId,
  ownerId: row.ownerId,
  entryId: row.entryId,
  correctsId: row.correctsId,
  disputedAt: row.disputedAt,
  disputeReason: row.disputeReason,
  version: row.version,
})
