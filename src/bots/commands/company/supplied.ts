import type { SqlScope } from '../../../db/sql-workspace.js'
import type { CompanyRow } from '../../../domain/crm/company-list-store.js'
import { type BillRow, type BillTotal, listBills, sumBills } from '../../../domain/payables/bill-list-store.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { typedAction } from '../actions.js'
import { billTable, openText } from '../bill/bill-table.js'
import { fieldsWith } from '../cells.js'
import type { Asker } from '../define-command.js'
import type { Action, Field, Section } from '../reply.js'

/** What a company bills us, as far as the asker may see it. */
export type Supplied = {
  rows: readonly BillRow[]
  all: readonly BillTotal[]
  waiting: readonly BillTotal[]
  owed: readonly BillTotal[]
  overdue: readonly BillTotal[]
  posted: readonly BillTotal[]
}

const NOTHING: Supplied = { rows: [], all: [], waiting: [], owed: [], overdue: [], posted: [] }

const SHOWN = 5
const WAITING = ['received', 'approved', 'rejected'] as const
const OWED = ['posted', 'part_paid'] as const

export async function readSupplied(read: SqlScope, asker: Asker, companyId: string, today: IsoDate): Promise<Supplied> {
  if (!asker.may('bill.read')) return NOTHING
  const kinds = ['bill', 'credit_note'] as const
  const filter = { companyId, kinds, owners: asker.owners('bill.read') }
  const counts = { ...filter, statuses: [...WAITING, ...OWED, 'paid' as const] }
  const [rows, all, waiting, owed, overdue, posted] = await Promise.all([
    listBills(read, counts, SHOWN),
    sumBills(read, counts),
    sumBills(read, { ...filter, statuses: WAITING }),
    sumBills(read, { ...filter, statuses: OWED }),
    sumBills(read, { ...filter, statuses: OWED, dueBefore: today }),
    sumBills(read, { ...filter, statuses: [...OWED, 'paid'] }),
  ])
  return { rows, all, waiting, owed, overdue, posted }
}

/** "476.00 EUR of bills open, 100.00 EUR of it overdue", or nothing. */
export function owedText({ owed, overdue }: Supplied): string {
  const open = openText(owed)
  const late = openText(overdue)
  return open && `${open} of bills open${late && `, ${late} of it overdue`}`
}

export const suppliedFields = ({ waiting, owed, overdue, posted }: Supplied): Field[] =>
  fieldsWith([
    ['Bills to approve', sums(waiting)],
    ['Bills open', openText(owed)],
    ['Bills overdue', openText(overdue)],
    ['Spent so far', sums(posted)],
  ])

export function suppliedSection({ rows, all }: Supplied, today: IsoDate): Section[] {
  if (rows.length === 0) return []
  const { columns, ...table } = billTable(rows, all, today)
  return [{ title: 'Bills', table: { ...table, columns: columns.filter(({ key }) => key !== 'party') } }]
}

export const suppliedActions = (asker: Asker, { ref }: Pick<CompanyRow, 'ref'>): Action[] => [
  ...(asker.may('bill.write')
    ? [{ label: 'New bill…', do: { form: 'bill new', args: { supplier: ref } }, typed: `bill new supplier:${ref}` }]
    : []),
  ...(asker.may('bill.read') ? [typedAction('All bills', `bill list all supplier:${ref}`)] : []),
  ...(asker.may('report.finance') ? [typedAction('Spend', `report spend-by-supplier supplier:${ref}`)] : []),
]

export const suppliedData = ({ rows, owed, posted }: Supplied) => ({
  bills: rows.map(({ ref, status }) => ({ bill: ref, status })),
  billsOpen: owed.map(({ open }) => ({ currency: open.currency, amount: toDecimal(open) })),
  spent: posted.map(({ total }) => ({ currency: total.currency, amount: toDecimal(total) })),
})

const sums = (totals: readonly BillTotal[]): string =>
  totals
    .filter(({ total }) => total.minor !== 0n)
    .map(({ total }) => formatMoney(total))
    .join(' and ')
