import type { SqlScope } from '../../../db/sql-workspace.js'
import { sayRunning } from '../../../lib/cell-text.js'
import type { Chart } from '../../../lib/chart.js'
import {
  addToMonth,
  firstOfMonth,
  type IsoDate,
  type IsoMonth,
  lastOfMonth,
  monthOf,
  shortDate,
  shortMonth,
} from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { listDepartmentResults, listMonthlyResults } from '../../ledger/monthly-store.js'
import { type ProfitAndLoss, profitAndLossOf } from '../../ledger/profit-and-loss.js'
import { booksAsked, knownParams, knownWords } from '../books.js'
import { cellsIn } from '../cells.js'
import { defineReport } from '../define-report.js'
import { untilOf } from '../running.js'
import { type MonthSpan, monthParams, monthsAsked } from '../span.js'
import { RESULT_AGAINST, type ResultAgainst, resultAgainst } from './result-against.js'
import { type ResultColumn, resultTable } from './result-table.js'

const USUAL_MONTHS = 6
const USUAL_QUARTERS = 4

export default defineReport({
  name: 'profit-and-loss',
  title: 'Profit and loss',
  summary:
    'Income, expenses and what is left: by month, quarter or department, or against budget, last year, the time before',
  params: {
    ...monthParams,
    by: { type: 'choice', label: 'By', choices: ['month', 'quarter', 'department'], required: false },
    against: { type: 'choice', label: 'Against', choices: RESULT_AGAINST, required: false },
    ...knownParams,
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, params, { workspace, today }) => {
    const { baseCurrency: currency, timeZone } = workspace
    const against = params.against as ResultAgainst | undefined
    if (against && params.by) throw invalid('Say by: or against:, not both: a comparison has a column for each side.')
    const span = monthsAsked(monthsMeant(params, today), today, usualMonths(params, today, workspace.fiscalYearStart))
    const { atSeal, note, sealed } = await booksAsked(read, params, timeZone)
    const notes = ['Income is positive, expenses are negative.', note]
    const common = { currency, asOf: today, from: span.from, to: span.to, ...sealed }
    const said = (minor: bigint) => formatMoney(money(minor, currency))
    const [first, last] = [monthOf(span.from), monthOf(span.to)]
    const days = first === last ? `in ${shortMonth(first)}` : `from ${shortMonth(first)} to ${shortMonth(last)}`
    const explain = (code: string) =>
      `journal list account:${code} from:${span.from} to:${span.to} pre-closing:yes${knownWords(params)}`
    const compared = against && (await resultAgainst(read, span, against, { atSeal, currency, explain }))
    if (compared) {
      const { total, before, label, ...table } = compared
      return {
        ...common,
        ...table,
        notes,
        summary: `${said(total)} ${days}, ${label.toLowerCase()} ${said(before)}`,
      }
    }
    const { result, columns } = await resultBy(
      read,
      span,
      { by: params.by, start: workspace.fiscalYearStart, today },
      atSeal,
    )
    return {
      ...common,
      ...resultTable(result, columns, currency, explain),
      summary: `${said(result.total)} ${days}${against ? '; no budget is planned for it' : ''}`,
      ...(result.rows.length > 0 ? { chart: chartOf(result, columns, currency) } : {}),
      notes: against ? [...notes, 'A budget is taken in on the server: `daybook import budget FILE`.'] : notes,
    }
  },
})

/** Compared is a month; quarters begin where one does, so that each column has the months that its head says. */
function usualMonths({ to, by, against }: Asked, today: IsoDate, start: number): number {
  if (against) return 1
  if (by !== 'quarter') return USUAL_MONTHS
  return USUAL_QUARTERS * 3 - 2 + monthInQuarter(to ?? monthOf(today), start)
}

/** What is compared is over: a few days of a month beside all of another say nothing. */
const monthsMeant = ({ from, to, against }: Asked, today: IsoDate): Pick<Asked, 'from' | 'to'> =>
  against && from === undefined && to === undefined ? { to: addToMonth(monthOf(today), -1) } : { from, to }

type Asked = {
  from?: IsoMonth | undefined
  to?: IsoMonth | undefined
  by?: string | undefined
  against?: string | undefined
}

/** Added up by month, quarter or department. */
async function resultBy(
  read: SqlScope,
  { months, from, to }: MonthSpan,
  { by, start, today }: { by: string | undefined; start: number; today: IsoDate },
  atSeal: bigint | null,
): Promise<{ result: ProfitAndLoss; columns: ResultColumn[] }> {
  const span = { from: monthOf(from), to: monthOf(to) }
  if (by === 'department') {
    const found = await listDepartmentResults(read, span, atSeal)
    const keys = [...new Set(found.map(({ department }) => department))].sort()
    return {
      result: profitAndLossOf(
        found.map((each) => ({ ...each, month: each.department })),
        keys,
      ),
      columns: keys.map((key) => ({ key, label: key || 'No department' })),
    }
  }
  const movements = await listMonthlyResults(read, span, atSeal)
  const keyOf = (month: IsoMonth) => (by === 'quarter' ? quarterOf(month, start) : month)
  const keys = [...new Set(months.map(keyOf))]
  return {
    result: profitAndLossOf(
      movements.map((each) => ({ ...each, month: keyOf(each.month) })),
      keys,
    ),
    columns: keys.map((key) => ({
      key,
      label:
        by === 'quarter'
          ? quarterLabel(
              months.filter((month) => keyOf(month) === key),
              today,
            )
          : key,
    })),
  }
}

/** The first month of the quarter that a month is in, by the company's year: of one from April `2026-11` is in that of `2026-10`. */
const quarterOf = (month: IsoMonth, start: number): IsoMonth => addToMonth(month, -monthInQuarter(month, start))

/** 0 for a quarter's first month. */
const monthInQuarter = (month: IsoMonth, start: number): number => (Number(month.slice(5)) - start + 12) % 3

/** `Oct–Dec 2026`; of a quarter that is cut the months that are there: `Nov–Dec 2026`, `Dec 2026`. */
function quarterLabel(own: readonly IsoMonth[], today: IsoDate): string {
  const [first, last] = [own[0] ?? '', own.at(-1) ?? '']
  const [from, to] = [first, last].map((month) => shortDate(firstOfMonth(month)).split(' '))
  const name = from?.[1] === to?.[1] ? `${to?.[1]} ${to?.[2]}` : `${from?.[1]}–${to?.[1]} ${to?.[2]}`
  const until = untilOf({ from: firstOfMonth(first), to: lastOfMonth(last) }, today)
  return until ? sayRunning({ running: name, until }) : name
}

/** Both sides upwards, so that the eye compares them. */
function chartOf({ income, expense }: ProfitAndLoss, columns: readonly ResultColumn[], currency: string): Chart {
  const shown = columns.slice(-12)
  const { major } = cellsIn(currency)
  return {
    kind: 'bar',
    title: 'Income and expenses',
    unit: currency,
    categories: shown.map(({ label }) => label),
    series: [
      { name: 'Income', values: shown.map(({ key }) => major(income.get(key) ?? 0n)) },
      { name: 'Expenses', values: shown.map(({ key }) => 0 - major(expense.get(key) ?? 0n)) },
    ],
  }
}
