import { listThreadsOf } from '../../../domain/correspondence/thread-store.js'
import { tracePostings } from '../../../domain/ledger/trace-store.js'
import type { BillFile } from '../../../domain/payables/bill-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import {
  type BillLineRow,
  type BillRow,
  type BillSettlement,
  getBillRow,
  listBillLines,
  listBillSettlements,
} from '../../../domain/payables/bill-list-store.js'
import { shortDate } from '../../../lib/dates.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { mailSection } from '../card-sections.js'
import { dateCell, fieldsWith, recordCell } from '../cells.js'
import type { CommandContext } from '../define-command.js'
import { traceTable } from '../invoice/posting-table.js'
import type { Action, Field, Reply, Table } from '../reply.js'
import { billActions } from './bill-actions.js'
import { billData, billTitle, statusText } from './bill-table.js'

const THREADS = 5

/** One bill or expense: lines, what settled it, what was posted, and the supplier's mail. */
export async function showReply(context: CommandContext, id: string): Promise<Reply> {
  const { asker, today } = context
  const card = await context.read(async (read) => {
    const row = await getBillRow(read, id)
    const [lines, files, settlements, postings, threads] = await Promise.all([
      listBillLines(read, id),
      listFiles(read, { billId: id }),
      listBillSettlements(read, id),
      asker.may('journal.read') ? tracePostings(read, { billId: id }) : [],
      row.company && asker.may('mail.read') ? listThreadsOf(read, { companyId: row.company.id }, asker, THREADS) : [],
    ])
    return { row, lines, files, settlements, postings, threads }
  })
  const { row, lines, files, settlements, postings } = card
  const open = row.open.minor > 0n ? `, ${formatMoney(row.open)} open` : ''
  return {
    headline: `${row.ref}, ${billTitle(row)}: ${statusText(row, today)}${open}`,
    fields: billFields(row, files),
    sections: [
      { title: 'Lines', table: lineTable(lines, row) },
      ...(settlements.length > 0 ? [{ title: 'Settled by', table: settlementTable(settlements) }] : []),
      ...(postings.length > 0 ? [{ title: 'Posted', table: traceTable(postings) }] : []),
      ...mailSection('Mail of the supplier', card.threads),
    ],
    actions: [...openAction(row, files), ...billActions(asker, row)],
    data: {
      ...billData(row, today),
      lines: lines.map(({ net, ...line }) => ({ ...line, net: toDecimal(net) })),
      files: files.map(({ ref, filename, thread }) => ({ file: ref, filename, thread })),
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

/** The source document: opened by a link of the asker's own. */
function openAction({ ref, kind }: BillRow, files: readonly BillFile[]): Action[] {
  const noun = kind === 'expense' ? 'expense' : 'bill'
  if (files.length === 0) return []
  const label = files.length === 1 ? `Open ${files[0]?.filename ?? ''}`.slice(0, 75) : `Open ${files.length} files`
  return [{ label, do: { command: `${noun} file`, args: { [noun]: ref } }, typed: `${noun} file ${ref}` }]
}

/** "R-88.xml, R-88.pdf (by mail, MAIL-12)". */
function filesText({ kind }: BillRow, files: readonly BillFile[]): string | null {
  if (files.length === 0) return kind === 'expense' ? 'none' : null
  const threads = [...new Set(files.flatMap(({ thread }) => thread ?? []))]
  const names = files.map(({ filename }) => filename).join(', ')
  return threads.length > 0 ? `${names} (by mail, ${threads.join(', ')})` : names
}

const billFields = (row: BillRow, files: readonly BillFile[]): Field[] =>
  fieldsWith([
    ['Supplier', recordCell(row.company)],
    ['Spent by', row.staff && { person: row.staff.name }],
    ['Corrects', row.corrects],
    ['Approval', row.approval],
    [row.kind === 'expense' ? 'Spent on' : 'Dated', { date: row.billDate }],
    ['Due', row.kind === 'bill' ? { date: row.dueDate } : null],
    [
      'Early payment',
      row.discountBp && row.discountUntil ? `${row.discountBp / 100} % until ${shortDate(row.discountUntil)}` : null,
    ],
    ['Held back', row.heldReason],
    ['Tax point', dateCell(row.taxPoint)],
    ['Posted on', row.status === 'received' ? null : dateCell(row.postingDate)],
    ['Department', row.department],
    ['Total', { money: row.total }],
    ['Open', row.open.minor > 0n ? { money: row.open } : null],
    [row.kind === 'expense' ? 'Receipt' : 'Document', filesText(row, files)],
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
