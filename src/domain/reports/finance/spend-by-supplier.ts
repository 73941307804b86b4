import type { SqlScope } from '../../../db/sql-workspace.js'
import { counted } from '../../../lib/counted.js'
import { monthOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { amount, cellsIn, changeOf, number, percent, quoted, shareOf, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Against, againstLabel, againstParam, monthParams, monthsAsked, type Span, spanBefore } from '../span.js'
import { billsTable, spentOnBills, supplierBills } from './supplier-bills.js'

export default defineReport({
  name: 'spend-by-supplier',
  title: 'Spend by supplier',
  summary: 'What each supplier’s bills cost, net of tax that is recovered, the most first',
  params: {
    ...monthParams,
    against: againstParam,
    supplier: { type: 'record', record: 'company', label: 'Supplier', required: false, hint: 'Its bills, one by one' },
    colleagues: { type: 'flag', label: 'Expenses of colleagues', required: false },
    ...knownParams,
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, { from, to, against, supplier, colleagues, ...known }, { workspace, today }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const span = monthsAsked({ from, to }, today, 12)
    const { atSeal, note, sealed } = await booksAsked(read, known, timeZone)
    const common = { currency, asOf: today, from: span.from, to: span.to, ...sealed }
    if (supplier || colleagues) {
      const bills = await supplierBills(read, span, { supplierId: supplier?.id ?? null, atSeal })
      return { ...common, ...billsTable(bills, supplier?.title ?? COLLEAGUES, currency), notes: [NOTE, note] }
    }
    const found = await spend(read, span, atSeal)
    const before = against ? await spend(read, spanBefore(span, against as Against), atSeal) : null
    const whole = total(found, ({ minor }) => minor)
    const cells = cellsIn(currency)
    const was = (id: string | null) => before?.find((each) => each.id === id)?.minor ?? 0n
    const compared = (now: bigint, then: bigint): Row =>
      before ? { before: cells.amount(then), change: changeOf(now, then) } : {}
    return {
      summary: `${formatMoney(money(whole, currency))} to ${counted(found.length, 'supplier')}`,
      columns: [
        text('supplier', 'Supplier'),
        number('bills', 'Bills'),
        amount('spend', 'Spend'),
        percent('share', 'Share'),
        ...(against ? [amount('before', againstLabel(against as Against)), percent('change', 'Change')] : []),
      ],
      rows: found.map(({ id, supplier, bills, minor }) => ({
        supplier: supplier ?? COLLEAGUES,
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
      ...common,
      chart: {
        kind: 'bar',
        title: 'Spend by supplier',
        unit: currency,
        categories: found.slice(0, 15).map(({ supplier }) => supplier ?? COLLEAGUES),
        series: [{ name: 'Spend', values: found.slice(0, 15).map(({ minor }) => cells.major(minor)) }],
      },
      notes: [NOTE, note],
      explain: found.map(
        ({ supplier }) =>
          `report spend-by-supplier ${supplier === null ? 'colleagues:yes' : `supplier:${quoted(supplier)}`} from:${monthOf(span.from)} to:${monthOf(span.to)}${knownWords(known)}`,
      ),
    }
  },
})

const COLLEAGUES = 'Expenses of colleagues'
const NOTE = 'What bills, their credit notes and expenses posted to other accounts than payables and tax.'

type Spend = { id: string | null; supplier: string | null; bills: number; minor: bigint }

const spend = (read: SqlScope, span: Span, atSeal: bigint | null): Promise<Spend[]> => read.sql<Spend[]>`
  select s.id, s.name as supplier, count(distinct p.bill_id)::int as bills, sum(p.base_minor)::bigint as minor
  ${spentOnBills(read, span, atSeal)}
  group by s.id, s.name having sum(p.base_minor) <> 0 order by 4 desc, s.name`
