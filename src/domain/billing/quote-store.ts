import type { Tx } from '../../db/in-workspace.js'
import { putSearchDocument, removeSearchDocument } from '../../db/search-document.js'
import type { Quote as Row } from '../../generated/prisma/client.js'
import { fromDbDate, toDbDate } from '../../lib/dates.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import type { Quote, QuoteChange, QuoteLine, QuoteStatus, QuoteWithLines } from './quote.js'

/** Where taking a change back took the quote itself, it is found no more. */
export async function forgetTakenBack(tx: Tx, id: string): Promise<void> {
  const there = await tx.prisma.quote.count({ where: { workspaceId: tx.scope.workspaceId, id } })
  if (there === 0) await removeSearchDocument(tx, 'quote', id)
}

/** With its lines, locked until the transaction ends. Throws `not_found`. */
export async function getQuoteForChange(tx: Tx, id: string): Promise<QuoteWithLines> {
  const { workspaceId } = tx.scope
  await tx.prisma.$queryRaw`
    select id from quote where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`
  const row = await tx.prisma.quote.findUnique({
    where: { workspaceId_id: { workspaceId, id } },
    include: { lines: { include: { taxCode: true }, orderBy: { position: 'asc' } } },
  })
  if (!row) throw notFound('There is no such quote.', { quoteId: id })
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
    tax: line.taxCode,
    deliveryOn: line.deliveryOn && fromDbDate(line.deliveryOn),
    productId: line.productId,
  }))
  return { ...toQuote(row), lines }
}

/** The quote of a deal that was accepted, if one was. */
export async function findAcceptedQuote(tx: Tx, dealId: string): Promise<QuoteWithLines | null> {
  const where = { workspaceId: tx.scope.workspaceId, dealId, status: 'accepted' }
  const row = await tx.prisma.quote.findFirst({ where, select: { id: true } })
  return row && getQuoteForChange(tx, row.id)
}

export async function insertQuote(tx: Tx, quote: Quote, lines: readonly QuoteLine[], customer: string): Promise<void> {
  const { version: _, quoteDate, validUntil, ...plain } = quote
  await tx.prisma.quote.create({
    data: {
      ...plain,
      workspaceId: tx.scope.workspaceId,
      quoteDate: toDbDate(quoteDate),
      validUntil: toDbDate(validUntil),
    },
  })
  await insertLines(tx, quote.id, lines)
  await putSearchDocument(tx, { kind: 'quote', id: quote.id, ref: quote.ref, title: quote.title, body: [customer] })
}

/** New rows, so that the audit trail knows the old ones from them when a change is taken back. */
export async function replaceQuoteLines(tx: Tx, quoteId: string, lines: readonly QuoteLine[]): Promise<void> {
  await tx.prisma.quoteLine.deleteMany({ where: { workspaceId: tx.scope.workspaceId, quoteId } })
  await insertLines(
    tx,
    quoteId,
    lines.map((line) => ({ ...line, id: tx.newId() })),
  )
}

const insertLines = (tx: Tx, quoteId: string, lines: readonly QuoteLine[]) =>
  tx.prisma.quoteLine.createMany({
    data: lines.map(({ tax, deliveryOn, ...line }) => ({
      ...line,
      workspaceId: tx.scope.workspaceId,
      quoteId,
      deliveryOn: deliveryOn && toDbDate(deliveryOn),
      taxCodeId: tax?.id ?? null,
    })),
  })

/** On the very version that was decided on. Throws `conflict`. */
export async function saveQuote(tx: Tx, quote: Quote, change: QuoteChange): Promise<Quote> {
  const { quoteDate, validUntil, ...plain } = change
  const [row] = await tx.prisma.quote.updateManyAndReturn({
    where: { workspaceId: tx.scope.workspaceId, id: quote.id, version: quote.version },
    data: {
      ...plain,
      ...(quoteDate && { quoteDate: toDbDate(quoteDate) }),
      ...(validUntil && { validUntil: toDbDate(validUntil) }),
    },
  })
  if (!row) throw changedMeanwhile(quote.ref)
  return toQuote(row)
}

const toQuote = (row: Row): Quote => ({
  id: row.id,
  ref: row.ref,
  title: row.title,
  status: row.status as QuoteStatus,
  currency: row.currency,
  quoteDate: fromDbDate(row.quoteDate),
  validUntil: fromDbDate(row.validUntil),
  note: row.note,
  sentAt: row.sentAt,
  sentTo: row.sentTo,
  decidedAt: row.decidedAt,
  declineReason: row.declineReason,
  discountBp: row.discountBp,
  discountMinor: row.discountMinor,
  netMinor: row.netMinor,
  taxMinor: row.taxMinor,
  totalMinor: row.totalMinor,
  companyId: row.companyId,
  contactId: row.contactId,
  dealId: row.dealId,
  ownerId: row.ownerId,
  version: row.version,
})
