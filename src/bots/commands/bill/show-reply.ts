import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { tracePostings } from '../../../domain/ledger/trace-store.js'
import {
  type BillLineRow,
  type BillRow,
  type BillSettlement,
  getBillRow,
  listBillLines,
  listBillSettlements,
} from '../../../domain/payables/bill-list-store.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { mailSection } from '../card-sections.js'
import { dateCell, fieldsWith, recordCell } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import { traceTable } from '../invoice/posting-table.js'
import type { Field, Reply, Table } from '../reply.js'
import { billActions } from './bill-actions.js'
import { billData, billTitle, statusText } from './bill-table.js'

const THREADS = 5

/** One bill or expense: lines, what settled it, what was posted, and the supplier's mail. */
export async function showReply(context: CommandContext, id: string): Promise<Reply> {
  const { asker, today } = context
  const card = await context.read(async (read) => {
    const row = await getBillRow(read, id)
    const [lines, settlements, postings, threads] = await Promise.all([
      listBillLines(read, id),
      listBillSettlements(read, id),
      asker.may('journal.read') ? tracePostings(read, { billId: id }) : [],
      row.company && asker.may('mail.read') ? listThreadsOf(read, { companyId: row.company.id }, asker, THREADS) : [],
    ])
    return { row, lines, settlements, postings, threads }
  })
  const { row, lines, settlements, postings } = card
  const open = row.open.minor > 0n ? `, ${formatMoney(row.open)} open` : ''
  return {
    headline: `${row.ref}, ${billTitle(row)}: ${statusText(row, today)}${open}`,
    fields: billFields(row),
    sections: [
      { title: 'Lines', table: lineTable(lines, row) },
      ...(settlements.length > 0 ? [{ title: 'Settled by', table: settlementTable(settlements) }] : []),
      ...(postings.length > 0 ? [{ title: 'Posted', table: traceTable(postings) }] : []),
      ...mailSection('Mail of the supplier', card.threads),
    ],
    actions: billActions(asker, row),
    data: {
      ...billData(row, today),
      lines: lines.map(({ net, ...line }) => ({ ...line, net: toDecimal(net) })),
      settlements: settlements.map(({ by, date, applied }) => ({ by, date, applied: toDecimal(applied) })),
      postings: postings.map(({ entry, date, account, amount }) => ({
        entry,
        date,
        account,
        amount: toDecimal(amount),
      })),
    },
  }
}

const billFields = (row: BillRow): Field[] =>
  fieldsWith([
    ['Supplier', recordCell(row.company)],
    ['Spent by', row.staff && { person: row.staff.name }],
    ['Corrects', row.corrects],
    ['Approval', row.approval],
    [row.kind === 'expense' ? 'Spent on' : 'Dated', { date: row.billDate }],
    ['Due', row.kind === 'bill' ? { date: row.dueDate } : null],
    ['Tax point', dateCell(row.taxPoint)],
    ['Posted on', row.status === 'received' ? null : dateCell(row.postingDate)],
    ['Department', row.department],
    ['Total', { money: row.total }],
    ['Open', row.open.minor > 0n ? { money: row.open } : null],
    ['Note', row.note],
  ])

const lineTable = (lines: readonly BillLineRow[], { net }: BillRow): Table => ({
  columns: [
    { key: 'what', label: 'What for', type: 'text' },
    { key: 'account', label: 'Account', type: 'text' },
    { key: 'tax', label: 'Tax', type: 'text' },
    { key: 'net', label: 'Net', type: 'money' },
  ],
  rows: lines.map((line) => ({
    what: line.serviceFrom ? `${line.description} (${line.serviceFrom} to ${line.serviceTo ?? ''})` : line.description,
    account: line.department ? `${line.account}, ${line.department}` : line.account,
    tax: line.tax,
    net: { money: line.net },
  })),
  totals: { what: 'Net', net: { money: net } },
})

const settlementTable = (settlements: readonly BillSettlement[]): Table => ({
  columns: [
    { key: 'date', label: 'Date', type: 'date' },
    { key: 'by', label: 'By', type: 'text' },
    { key: 'applied', label: 'Applied', type: 'money' },
    { key: 'note', label: 'Note', type: 'text' },
  ],
  rows: settlements.map(({ date, by, applied, reference }) => ({
    date: { date },
    by,
    applied: { money: applied },
    note: reference,
  })),
})
