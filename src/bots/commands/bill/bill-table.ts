import { isOverdue } from '../../../domain/payables/bill.js'
import type { BillRow, BillTotal } from '../../../domain/payables/bill-list-store.js'
import { counted } from '../../../lib/counted.js'
import { daysBetween, type IsoDate } from '../../../lib/dates.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { recordCell } from '../cells.js'
import type { Table } from '../reply.js'

/** "R-2026-88 of Acme", "Ada Fox". */
export const billTitle = ({ number, company, staff }: Pick<BillRow, 'number' | 'company' | 'staff'>): string => {
  const party = company?.name ?? staff?.name ?? ''
  return number ? `${number} of ${party}` : party
}

export function billTable(rows: readonly BillRow[], totals: readonly BillTotal[], today: IsoDate): Table {
  const more = totals.reduce((sum, { count }) => sum + count, 0) - rows.length
  const [only] = totals.length === 1 ? totals : []
  const areExpenses = rows.length > 0 && rows.every(({ kind }) => kind === 'expense')
  return {
    columns: [
      { key: 'bill', label: areExpenses ? 'Expense' : 'Bill', type: 'text' },
      { key: 'party', label: 'From', type: 'record' },
      { key: 'number', label: 'Number', type: 'text' },
      { key: 'status', label: 'Status', type: 'text' },
      { key: 'total', label: 'Total', type: 'money' },
      { key: 'open', label: 'Open', type: 'money' },
      { key: 'due', label: 'Due', type: 'date' },
    ],
    rows: rows.map((row) => ({
      bill: row.ref,
      party: row.company ? recordCell(row.company) : row.staff && { person: row.staff.name },
      number: row.number,
      status: statusText(row, today),
      total: { money: signed(row, row.total) },
      open: row.open.minor === 0n ? null : { money: signed(row, row.open) },
      due: row.kind === 'bill' ? { date: row.dueDate } : null,
    })),
    ...(only && rows.length > 1
      ? { totals: { bill: 'Total', total: { money: only.total }, open: { money: only.open } } }
      : {}),
    ...(more > 0 ? { more } : {}),
  }
}

/** What a supplier owes us stands against what we owe them. */
const signed = ({ kind }: BillRow, amount: BillRow['total']) =>
  kind === 'credit_note' ? money(-amount.minor, amount.currency) : amount

/** "overdue by 12 days", "waits for approval", "part-paid"; nobody gave us days to pay back a colleague, so it is "unpaid for 12 days". */
export function statusText(row: BillRow, today: IsoDate): string {
  if (isOverdue(row, today))
    return `${row.kind === 'expense' ? 'unpaid for' : 'overdue by'} ${counted(daysBetween(row.dueDate, today), 'day')}`
  if (row.status === 'received') return row.approval ? 'waits for approval' : 'received'
  return row.status === 'part_paid' ? 'part-paid' : row.status
}

export const openText = (totals: readonly BillTotal[]): string =>
  totals
    .filter(({ open }) => open.minor !== 0n)
    .map(({ open }) => formatMoney(open))
    .join(' and ')

export const billData = (row: BillRow, today: IsoDate) => ({
  bill: row.ref,
  kind: row.kind,
  number: row.number,
  status: row.status,
  overdue: isOverdue(row, today),
  approval: row.approval,
  supplier: row.company?.ref ?? null,
  supplierName: row.company?.name ?? null,
  staff: row.staff?.name ?? null,
  currency: row.total.currency,
  net: toDecimal(row.net),
  tax: toDecimal(row.tax),
  total: toDecimal(row.total),
  open: toDecimal(row.open),
  date: row.billDate,
  dueDate: row.dueDate,
  taxPoint: row.taxPoint,
  postingDate: row.postingDate,
  department: row.department,
  corrects: row.corrects,
})
