import type { Chart } from '../../lib/chart.js'
import { addToMonth, firstOfMonth, type IsoMonth, lastOfMonth, monthOf } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { formatMoney, minorDigits, money } from '../../lib/money.js'
import type { Cell, Row } from '../../lib/table.js'
import { getPosition } from '../ledger/balance-store.js'
import { listMonthlyResults } from '../ledger/monthly-store.js'
import { monthsBetween, type ProfitAndLoss, profitAndLossOf } from '../ledger/profit-and-loss.js'
import { defineReport } from './define-report.js'

/** More months than this are no table any more. */
const MOST_MONTHS = 24
const USUAL_MONTHS = 6

export default defineReport({
  name: 'profit-and-loss',
  title: 'Profit and loss',
  summary: 'Income and expenses by month, and what is left',
  params: {
    from: { type: 'month', label: 'From month', required: false },
    to: { type: 'month', label: 'To month', required: false },
    seal: { type: 'integer', label: 'Seal', required: false, hint: 'as the books were known at that seal' },
  },
  needs: 'report.finance',
  lane: 'ledger',
  run: async (read, params, { workspace, today }) => {
    const to = params.to ?? monthOf(today)
    const months = monthsOf(params.from ?? addToMonth(to, 1 - USUAL_MONTHS), to)
    const atSeal = params.seal === undefined ? null : BigInt(params.seal)
    const [movements, position] = await Promise.all([
      listMonthlyResults(read, { from: months[0] ?? to, to }, atSeal),
      getPosition(read),
    ])
    const result = profitAndLossOf(movements, months)
    const tail = atSeal === null ? position.unsealed : 0
    const [first, last] = [firstOfMonth(months[0] ?? to), lastOfMonth(to)]
    const currency = workspace.baseCurrency
    return {
      summary: `${formatMoney(money(result.total, currency))} from ${months[0]} to ${to}`,
      columns: [
        { key: 'code', label: 'Account', type: 'text' },
        { key: 'name', label: 'Name', type: 'text' },
        ...months.map((month) => ({ key: month, label: month, type: 'money' as const })),
        { key: 'total', label: 'Total', type: 'money' },
      ],
      rows: result.rows.map(({ code, name, months: amounts, total }) => ({
        code,
        name,
        ...cells(months, amounts, total, currency),
      })),
      totals: { code: 'Result', ...cells(months, result.result, result.total, currency) },
      currency,
      asOf: today,
      from: first,
      to: last,
      ...(result.rows.length > 0 ? { chart: chartOf(result, currency) } : {}),
      notes: [
        'Income is positive, expenses are negative.',
        tail === 0
          ? `Seal ${atSeal ?? position.sealNumber}.`
          : `Seal ${position.sealNumber} and ${tail} entries posted since.`,
      ],
      explain: result.rows.map(({ code }) => `journal list account:${code} from:${first} to:${last}`),
      ...(tail === 0 ? { sealNumber: atSeal ?? position.sealNumber } : {}),
    }
  },
})

function monthsOf(from: IsoMonth, to: IsoMonth): IsoMonth[] {
  if (from > to) throw invalid(`${from} is after ${to}: give the earlier month as from.`)
  const months = monthsBetween(from, to)
  if (months.length > MOST_MONTHS)
    throw invalid(`That is ${months.length} months; at most ${MOST_MONTHS} fit beside each other.`)
  return months
}

function cells(
  months: readonly IsoMonth[],
  amounts: ReadonlyMap<IsoMonth, bigint>,
  total: bigint,
  currency: string,
): Row {
  const cell = (minor: bigint | undefined): Cell => (minor === undefined ? null : { money: money(minor, currency) })
  return { ...Object.fromEntries(months.map((month) => [month, cell(amounts.get(month))])), total: cell(total) ?? null }
}

/** Both sides upwards, so that the eye compares them. */
function chartOf({ months, income, expense }: ProfitAndLoss, currency: string): Chart {
  const shown = months.slice(-12)
  const major = (minor: bigint | undefined) => Number(minor ?? 0n) / 10 ** minorDigits(currency)
  return {
    kind: 'bar',
    title: 'Income and expenses by month',
    unit: currency,
    categories: shown,
    series: [
      { name: 'Income', values: shown.map((month) => major(income.get(month))) },
      { name: 'Expenses', values: shown.map((month) => 0 - major(expense.get(month))) },
    ],
  }
}
