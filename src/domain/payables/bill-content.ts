import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { money } from '../../lib/money.js'
import type { Cell, Table } from '../../lib/table.js'
import { inBase, rateOn } from '../ledger/base-rate.js'
import { type ApprovalContent, approvalContent } from '../people/approval-content.js'
import { listPreparers } from '../people/preparer-store.js'
import { billName } from './bill.js'
import type { BillFile } from './bill-file.js'
import { listFiles } from './bill-file-store.js'
import { type BillWithLines, findBill } from './bill-store.js'
import { partyName } from './party.js'
import { lacksReceipt } from './receipt-policy.js'

/** What a bill or an expense is, for who approves it. Null once it is gone or set aside. */
export async function billContent(tx: Tx, id: string): Promise<ApprovalContent | null> {
  const bill = await findBill(tx, id)
  if (!bill || bill.status === 'void') return null
  const party = await partyName(tx, bill)
  const total = money(bill.totalMinor, bill.currency)
  const amount = { money: total, baseMinor: inBase(total, await rateOn(tx, bill.currency, bill.billDate)) }
  const files = await listFiles(sqlInTx(tx), { billId: id })
  const { companyId, staffId } = bill
  return approvalContent(
    {
      title: `${billName(bill)} of ${party}`,
      fields: [...fields(bill, party), ...fileFields(bill, files)],
      table: await lineTable(tx, bill),
      amount,
      counterparty: companyId ? { companyId } : staffId ? { staffId } : null,
      department: bill.department,
      // Whose money it is never decides about it.
      preparers: [...(await listPreparers(tx, 'bill', id)), ...(staffId ? [staffId] : [])],
      files: files.map(({ filename }) => filename),
      obstacle:
        bill.kind === 'expense' && files.length === 0 ? await lacksReceipt(tx, bill.ref, amount.baseMinor) : null,
    },
    {
      kind: bill.kind,
      files: files.map(({ contentHash }) => contentHash),
      lines: bill.lines.map(({ accountId, tax, serviceFrom, serviceTo }) => [
        accountId,
        tax?.id,
        serviceFrom,
        serviceTo,
      ]),
    },
  )
}

function fields(bill: BillWithLines, party: string): { label: string; value: Cell }[] {
  const amount = (minor: bigint): Cell => ({ money: money(minor, bill.currency) })
  const pairs: [string, Cell][] = [
    [bill.kind === 'expense' ? 'Spent by' : 'Supplier', party],
    ['Total', amount(bill.totalMinor)],
    ['Tax', bill.taxMinor === 0n ? null : amount(bill.taxMinor)],
    [bill.kind === 'expense' ? 'Spent on' : 'Dated', { date: bill.billDate }],
    ['Due', bill.kind === 'bill' ? { date: bill.dueDate } : null],
    ['Tax point', bill.taxPoint && { date: bill.taxPoint }],
    ['To be posted on', bill.postingDate && { date: bill.postingDate }],
    [
      'Early payment',
      bill.discountBp && bill.discountUntil ? `${bill.discountBp / 100} % until ${bill.discountUntil}` : null,
    ],
    ['Names the account', bill.payeeNumber],
    ['Note', bill.note],
  ]
  return pairs.filter(([, value]) => value !== null).map(([label, value]) => ({ label, value }))
}

/** What proves it; that an expense has no receipt is said. */
function fileFields({ kind }: BillWithLines, files: readonly BillFile[]): { label: string; value: Cell }[] {
  const names = files.map(({ filename }) => filename).join(', ')
  if (kind === 'expense') return [{ label: 'Receipt', value: names || 'none' }]
  return names ? [{ label: 'Document', value: names }] : []
}

async function lineTable(tx: Tx, bill: BillWithLines): Promise<Table> {
  const { workspaceId } = tx.scope
  const ids = bill.lines.map(({ accountId }) => accountId)
  const accounts = new Map(
    (await tx.prisma.account.findMany({ where: { workspaceId, id: { in: ids } } })).map(({ id, code, name }) => [
      id,
      `${code} ${name}`,
    ]),
  )
  return {
    columns: [
      { key: 'what', label: 'What for', type: 'text' },
      { key: 'account', label: 'Account', type: 'text' },
      { key: 'tax', label: 'Tax', type: 'text' },
      { key: 'net', label: 'Net', type: 'money' },
    ],
    rows: bill.lines.map(({ description, accountId, department, tax, netMinor }) => ({
      what: description,
      account: `${accounts.get(accountId) ?? ''}${department ? `, ${department}` : ''}`,
      tax: tax?.name ?? '',
      net: { money: money(netMinor, bill.currency) },
    })),
  }
}
