import { isOpen, isOverdue } from '../../../domain/billing/invoice.js'
import type { InvoiceRow, InvoiceTotal } from '../../../domain/billing/invoice-list-store.js'
import { counted } from '../../../lib/counted.js'
import { daysBetween, type IsoDate } from '../../../lib/dates.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { dateCell, recordCell } from '../cells.js'
import type { Column, Row, Table } from '../reply.js'

const columns: readonly Column[] = [
  { key: 'invoice', label: 'Invoice', type: 'text' },
  { key: 'company', label: 'Customer', type: 'record' },
  { key: 'status', label: 'Status', type: 'text' },
  { key: 'total', label: 'Total', type: 'money' },
  { key: 'open', label: 'Open', type: 'money' },
  { key: 'due', label: 'Due', type: 'date' },
]

/** Drafts owe nothing yet and are due never: what counts is when they are meant for. */
const draftColumns: readonly Column[] = [
  { key: 'invoice', label: 'Draft', type: 'text' },
  { key: 'company', label: 'Customer', type: 'record' },
  { key: 'deal', label: 'Deal', type: 'text' },
  { key: 'date', label: 'Dated', type: 'date' },
  { key: 'total', label: 'Total', type: 'money' },
]

/** Invoices as people scan them; the total stands under them where all are in one currency. */
export function invoiceTable(rows: readonly InvoiceRow[], totals: readonly InvoiceTotal[], today: IsoDate): Table {
  const more = totals.reduce((sum, { count }) => sum + count, 0) - rows.length
  const [only] = totals.length === 1 ? totals : []
  return {
    columns: rows.every(({ status }) => status === 'draft') ? draftColumns : columns,
    rows: rows.map((row) => cells(row, today)),
    ...(only && rows.length > 1
      ? { totals: { invoice: 'Total', total: { money: only.total }, open: { money: only.open } } }
      : {}),
    ...(more > 0 ? { more } : {}),
  }
}

const cells = (row: InvoiceRow, today: IsoDate): Row => ({
  invoice: row.name,
  company: recordCell(row.company),
  deal: row.deal && row.deal.title,
  date: dateCell(row.date),
  status: statusText(row, today),
  total: { money: row.total },
  open: row.open.minor === 0n ? null : { money: row.open },
  due: dateCell(row.dueDate),
})

type Standing = Pick<InvoiceRow, 'status' | 'dueDate'> & Partial<Pick<InvoiceRow, 'kind' | 'disputeReason'>>

/** "overdue by 12 days", "part-paid, disputed", "draft"; a credit note is used where an invoice is paid. */
export function statusText(row: Standing, today: IsoDate): string {
  if (row.kind === 'credit_note') return CREDIT_WORDS[row.status] ?? row.status
  const disputed = row.disputeReason && isOpen(row.status) ? ', disputed' : ''
  if (isOverdue(row, today)) return `overdue by ${counted(daysBetween(row.dueDate ?? today, today), 'day')}${disputed}`
  return `${row.status.replace('part_paid', 'part-paid').replace('written_off', 'written off')}${disputed}`
}

const CREDIT_WORDS: Partial<Record<InvoiceRow['status'], string>> = {
  issued: 'not used yet',
  part_paid: 'used in part',
  paid: 'used up',
}

/** "12,000.00 EUR and 300.00 USD open"; empty when nothing is. */
export const openText = (totals: readonly InvoiceTotal[]): string =>
  totals
    .filter(({ open }) => open.minor !== 0n)
    .map(({ open }) => formatMoney(open))
    .join(' and ')

/** An invoice for `--json`. */
export const invoiceData = (row: InvoiceRow, today: IsoDate) => ({
  invoice: row.name,
  draft: row.ref,
  number: row.number,
  kind: row.kind,
  status: row.status,
  disputed: row.disputeReason,
  overdue: isOverdue(row, today),
  company: row.company.ref,
  companyName: row.company.name,
  deal: row.deal?.ref ?? null,
  owner: row.owner?.name ?? null,
  currency: row.total.currency,
  total: toDecimal(row.total),
  open: toDecimal(row.open),
  date: row.date,
  dueDate: row.dueDate,
})
