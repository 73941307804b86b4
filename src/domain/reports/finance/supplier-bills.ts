import type { SqlPart, SqlScope } from '../../../db/sql-workspace.js'
import { formatMoney, money } from '../../../lib/money.js'
import { knownThen } from '../../ledger/known.js'
import { amount, cellsIn, day, dayCell, text, total } from '../cells.js'
import type { Span } from '../span.js'

/** From where to where what bills cost is added up: by supplier `s`, or by bill `b`. A company that was merged into another counts as that one. */
export const spentOnBills = (read: SqlScope, { from, to }: Span, atSeal: bigint | null): SqlPart => read.sql`
  from posting p
  join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.control is null
    and coalesce(a.purpose, '') not in ('tax-input', 'tax-output', 'staff-payable')
  join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id and e.source not in ('payment', 'exchange', 'purchase-write-off', 'purchase-exchange', 'revaluation')
  join bill b on b.workspace_id = p.workspace_id and b.id = p.bill_id
  left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
  left join company s on s.workspace_id = c.workspace_id and s.id = coalesce(c.merged_into_id, c.id)
  where p.workspace_id = ${read.scope.workspaceId} and p.date between ${from} and ${to}
    ${knownThen(read, read.sql`p.entry_id`, atSeal)}`

type SpentBill = { ref: string; kind: string; date: string; number: string | null; minor: bigint }

/** Each bill behind what a supplier cost; of no supplier the expenses of colleagues. The oldest first. */
export const supplierBills = (
  read: SqlScope,
  span: Span,
  { supplierId, atSeal }: { supplierId: string | null; atSeal: bigint | null },
): Promise<SpentBill[]> => read.sql<SpentBill[]>`
  select b.ref, b.kind, b.bill_date::text as date, b.number, sum(p.base_minor)::bigint as minor
  ${spentOnBills(read, span, atSeal)} and s.id is not distinct from ${supplierId}::uuid
  group by b.id, b.ref, b.kind, b.bill_date, b.number having sum(p.base_minor) <> 0 order by b.bill_date, b.ref`

export function billsTable(bills: readonly SpentBill[], supplier: string, currency: string) {
  const cells = cellsIn(currency)
  const whole = total(bills, ({ minor }) => minor)
  return {
    summary: `${supplier}, ${formatMoney(money(whole, currency))} on ${bills.length} ${bills.length === 1 ? 'bill' : 'bills'}`,
    columns: [text('bill', 'Bill'), day('date', 'Date'), text('number', 'Their number'), amount('spend', 'Spend')],
    rows: bills.map(({ ref, date, number, minor }) => ({
      bill: ref,
      date: dayCell(date),
      number,
      spend: cells.amount(minor),
    })),
    totals: { bill: 'Total', spend: cells.amount(whole) },
    explain: bills.map(({ ref, kind }) => `${kind === 'expense' ? 'expense' : 'bill'} show ${ref}`),
  }
}
