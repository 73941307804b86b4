import type { SqlScope } from '../../../db/sql-workspace.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { knownThen } from '../../ledger/known.js'
import { booksAsked, knownParams } from '../books.js'
import { amount, cellsIn, changeOf, number, percent, quoted, shareOf, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Against, againstLabel, againstParam, monthParams, monthsAsked, type Span, spanBefore } from '../span.js'

export default defineReport({
  name: 'spend-by-supplier',
  title: 'Spend by supplier',
  summary: 'What each supplier’s bills cost, net of tax that is recovered, the most first',
  params: { ...monthParams, against: againstParam, ...knownParams },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, against, ...known }, { workspace, today }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, 12)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const found = await spend(read, span, atSeal)
    const before = against ? await spend(read, spanBefore(span, against as Against), atSeal) : null
    const whole = total(found, ({ minor }) => minor)
    const cells = cellsIn(currency)
    const was = (id: string | null) => before?.find((each) => each.id === id)?.minor ?? 0n
    const compared = (now: bigint, then: bigint): Row =>
      before ? { before: cells.amount(then), change: changeOf(now, then) } : {}
    return {
      summary: `${formatMoney(money(whole, currency))} to ${found.length} suppliers`,
      columns: [
        text('supplier', 'Supplier'),
        number('bills', 'Bills'),
        amount('spend', 'Spend'),
        percent('share', 'Share'),
        ...(against ? [amount('before', againstLabel(against as Against)), percent('change', 'Change')] : []),
      ],
      rows: found.map(({ id, supplier, bills, minor }) => ({
        supplier: supplier ?? 'Expenses of colleagues',
        bills,
        spend: cells.amount(minor),
        share: shareOf(minor, whole),
        ...compared(minor, was(id)),
      })),
      totals: {
        supplier: 'Total',
        bills: found.reduce((sum, { bills }) => sum + bills, 0),
        spend: cells.amount(whole),
        ...compared(
          whole,
          total(before ?? [], ({ minor }) => minor),
        ),
      },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      chart: {
        kind: 'bar',
        title: 'Spend by supplier',
        unit: currency,
        categories: found.slice(0, 15).map(({ supplier }) => supplier ?? 'Expenses of colleagues'),
        series: [{ name: 'Spend', values: found.slice(0, 15).map(({ minor }) => cells.major(minor)) }],
      },
      notes: ['What bills, their credit notes and expenses posted to other accounts than payables and tax.', note],
      explain: found.map(({ supplier }) =>
        supplier === null ? 'expense list' : `bill list all supplier:${quoted(supplier)}`,
      ),
      ...sealed,
    }
  },
})

type Spend = { id: string | null; supplier: string | null; bills: number; minor: bigint }

/** A company that was merged into another counts as that one. */
const spend = (read: SqlScope, { from, to }: Span, atSeal: bigint | null): Promise<Spend[]> => read.sql<Spend[]>`
  select s.id, s.name as supplier, count(distinct p.bill_id)::int as bills, sum(p.base_minor)::bigint as minor
  from posting p
  join account a on a.workspace_id = p.workspace_id and a.id = p.account_id and a.control is null
    and coalesce(a.purpose, '') not in ('tax-input', 'tax-output', 'staff-payable')
  join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id and e.source not in ('payment', 'exchange', 'revaluation')
  join bill b on b.workspace_id = p.workspace_id and b.id = p.bill_id
  left join company c on c.workspace_id = b.workspace_id and c.id = b.company_id
  left join company s on s.workspace_id = c.workspace_id and s.id = coalesce(c.merged_into_id, c.id)
  where p.workspace_id = ${read.scope.workspaceId} and p.date between ${from} and ${to}
    ${knownThen(read, read.sql`p.entry_id`, atSeal)}
  group by s.id, s.name having sum(p.base_minor) <> 0 order by 4 desc, s.name`
