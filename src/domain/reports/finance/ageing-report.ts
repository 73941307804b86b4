import type { SqlScope } from '../../../db/sql-workspace.js'
import type { IsoDate } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import type { Column, Row } from '../../../lib/table.js'
import { type Ageing, type AgeingRow, ageingOf, BUCKETS, type Bucket } from '../../billing/ageing.js'
import { getControl, listOpenCurrencies, listOpenItems, listUnapplied } from '../../billing/ageing-store.js'
import type { Side } from '../../billing/settlement-item.js'
import { listAccounts } from '../../ledger/account-store.js'
import type { Known } from '../../ledger/known.js'
import { booksAsked, knownParams, knownWords, saidOf } from '../books.js'
import { amount, cellsIn, text } from '../cells.js'
import { defineReport, type ReportContext } from '../define-report.js'
import { ratesOn } from '../rates.js'
import { ageingChart, BUCKET_LABELS } from './ageing-chart.js'
import { type AgedCurrency, inOneCurrency } from './ageing-worth.js'

/** What tells the two sides apart. */
type AgeingReport = {
  side: Side
  name: string
  title: string
  summary: string
  /** Whom a row is about. */
  party: string
  /** The command that lists what is behind a row: what is open now, and what was on a day. */
  list(company: string): string
  listOn(company: string, then: Then): string
}

/** A day in the past: the books of that day, as they were known then if that was asked for, and the account that the side is kept on. */
export type Then = { day: IsoDate; asKnown: string; control: string }

/** Who owes whom how much, by how long it has been due: the same for customers and suppliers. */
export const ageingReport = ({ side, name, title, summary, party, list, listOn }: AgeingReport) =>
  defineReport({
    name,
    title,
    summary,
    params: { asof: { type: 'date', label: 'As of', required: false }, ...knownParams },
    needs: 'report.finance',
    lane: 'records',
    run: async (read, { asof, ...asked }, context) => {
      const currency = context.workspace.baseCurrency
      const books = await booksAsked(read, asked, context.workspace.timeZone)
      const aged = await ageAll(read, asof ?? null, side, context, books.known)
      const rates = await ratesOn(read, currency, asof ?? context.today)
      const whole = inOneCurrency(aged, rates)
      const shown = BUCKETS.filter(
        (bucket) => bucket !== 'undated' || aged.some(({ ageing }) => ageing.totals.buckets.undated !== 0n),
      )
      const held = aged.some(({ ageing }) => ageing.totals.unapplied !== 0n)
      const several = aged.length > 1
      const laid = aged.flatMap((one) => rowsOf(one, several))
      const control = (await listAccounts(read)).find((account) => account.control === side)?.code ?? ''
      const then = { day: asof ?? context.today, asKnown: knownWords(asked), control }
      const isNow = asof === undefined && books.known === null
      const behind = (company: string) => (isNow ? list(company) : listOn(company, then))
      const columns = columnsOf(party, shown, { held, several })
      const sums = cells(whole.totals, currency, 'amount')
      return {
        summary: summaryOf(whole, currency),
        columns,
        rows: laid.map(({ row }) => row),
        subtotals: laid.flatMap(({ company }, at) => (company === null ? [at] : [])),
        totals: { company: 'Total', ...(several ? { currency } : {}), ...only(sums, columns) },
        currency,
        asOf: asof ?? context.today,
        from: null,
        to: asof ?? context.today,
        ...(whole.rows.length > 0 ? { chart: ageingChart(title, whole, shown, currency) } : {}),
        notes: [
          ...aged.map(({ ageing, control, ...one }) => tie(side, ageing.totals.total, control, one.currency)),
          ...rates.notes(aged.map(({ ageing, currency }) => money(ageing.totals.total, currency))),
          ...saidOf(books).notes,
        ],
        explain: laid.map(({ company }) => (company === null ? null : behind(company))),
        ...saidOf(books).sealed,
      }
    },
  })

/** The base currency first, also when nothing is open in it; then the others by name. */
async function ageAll(
  read: SqlScope,
  at: string | null,
  side: Side,
  { workspace: { baseCurrency }, today }: ReportContext,
  known: Known | null,
): Promise<AgedCurrency[]> {
  const others = (await listOpenCurrencies(read, at, side, known)).filter((currency) => currency !== baseCurrency)
  return Promise.all(
    [baseCurrency, ...others].map(async (currency) => {
      const [items, unapplied, control] = await Promise.all([
        listOpenItems(read, currency, at, side, known),
        listUnapplied(read, currency, at, side, known),
        getControl(read, currency, at, side, known),
      ])
      return { currency, control, ageing: ageingOf(items, unapplied, at ?? today) }
    }),
  )
}

/** Companies, and where there are several currencies what each comes to. */
function rowsOf({ currency, ageing }: AgedCurrency, several: boolean): { company: string | null; row: Row }[] {
  const named = several ? { currency } : {}
  const rows = ageing.rows.map((each) => ({
    company: each.company,
    row: { company: each.company, ...named, ...cells(each, currency) },
  }))
  if (!several || rows.length === 0) return rows
  return [...rows, { company: null, row: { company: `In ${currency}`, ...named, ...cells(ageing.totals, currency) } }]
}

/** "12,000.00 EUR open, 800.00 EUR of it overdue". */
function summaryOf({ totals: { buckets, total } }: Ageing, currency: string): string {
  const overdue = BUCKETS.filter((bucket) => bucket !== 'current' && bucket !== 'undated')
  const late = overdue.reduce((sum, bucket) => sum + buckets[bucket], 0n)
  const said = (minor: bigint) => formatMoney(money(minor, currency))
  return late === 0n ? `${said(total)} open, nothing overdue` : `${said(total)} open, ${said(late)} overdue`
}

/** Law 5, said on the report itself. */
const tie = (side: Side, total: bigint, control: bigint, currency: string): string =>
  total === control
    ? `Agrees with the ${side}s control account: ${formatMoney(money(control, currency))}.`
    : `Differs from the ${side}s control account (${formatMoney(money(control, currency))}) by ${formatMoney(money(total - control, currency))}.`

const columnsOf = (
  party: string,
  buckets: readonly Bucket[],
  { held, several }: { held: boolean; several: boolean },
): Column[] => [
  text('company', party),
  ...(several ? [text('currency', 'Currency')] : []),
  ...buckets.map((bucket) => amount(bucket, BUCKET_LABELS[bucket])),
  ...(held ? [amount('unapplied', 'On account')] : []),
  amount('total', 'Total'),
]

const only = (row: Row, columns: readonly Column[]): Row =>
  Object.fromEntries(columns.flatMap(({ key }) => (key in row ? [[key, row[key] ?? null]] : [])))

/** A row leaves out what is nothing; the total says it, so that each column has its currency and its sum. */
function cells(
  { buckets, unapplied, total }: Omit<AgeingRow, 'companyId' | 'company'>,
  currency: string,
  nothing: 'some' | 'amount' = 'some',
): Row {
  const cell = cellsIn(currency)
  return {
    ...Object.fromEntries(BUCKETS.map((bucket) => [bucket, cell[nothing](buckets[bucket])])),
    unapplied: cell[nothing](unapplied),
    total: cell.amount(total),
  }
}
