import type { Chart } from '../../../lib/chart.js'
import { addDays, addMonths, daysBetween, monthOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { amount, cellsIn, day, number, quoted, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { ratesOn } from '../rates.js'
import { listContracts } from './contract-store.js'
import { type Ending, endings } from './recurring-revenue.js'

const USUAL_DAYS = 90
/** Who left is listed for so long. */
const LOOK_BACK_MONTHS = 12

export default defineReport({
  name: 'churn-and-renewal',
  title: 'Churn and renewal',
  summary: 'Customers whose contracts end soon, and those whose contracts have ended with nothing after them',
  params: { days: { type: 'integer', label: 'Days ahead', required: false } },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { days = USUAL_DAYS }, { workspace, today, owners }) => {
    const currency = workspace.baseCurrency
    const rates = await ratesOn(read, currency, today)
    const { contracts, amounts } = await listContracts(read, { owners: owners('company.read'), rates })
    const started = contracts.filter(({ from }) => from <= today)
    const [ahead, gone] = [
      endings(contracts, today, addDays(today, days)),
      endings(started, addMonths(today, -LOOK_BACK_MONTHS), addDays(today, -1)),
    ]
    const cells = cellsIn(currency)
    const sum = (found: readonly Ending[]) => total(found, ({ monthlyMinor }) => monthlyMinor)
    const said = (found: readonly Ending[]) => formatMoney(money(sum(found), currency))
    const rows = [
      ...ahead.map((each) => ({ ...each, what: 'Up for renewal' })),
      ...gone.map((each) => ({ ...each, what: 'Ended' })),
    ]
    return {
      summary: `${ahead.length} to renew in ${days} days (${said(ahead)} a month), ${gone.length} ended in twelve months (${said(gone)})`,
      columns: [
        text('company', 'Customer'),
        text('what', 'What'),
        day('ends', 'Ends'),
        number('left', 'In days'),
        amount('monthly', 'A month'),
        amount('yearly', 'A year'),
      ],
      rows: rows.map(({ company, what, ends, monthlyMinor }) => ({
        company,
        what,
        ends: { date: ends },
        left: daysBetween(today, ends),
        monthly: cells.amount(monthlyMinor),
        yearly: cells.amount(12n * monthlyMinor),
      })),
      totals: { company: 'Total', monthly: cells.amount(sum(rows)), yearly: cells.amount(12n * sum(rows)) },
      currency,
      asOf: today,
      from: addMonths(today, -LOOK_BACK_MONTHS),
      to: addDays(today, days),
      ahead: true,
      ...(rows.length === 0 ? {} : { chart: chartOf(ahead, gone, currency) }),
      notes: [
        'Contracts are series of invoices, and service that was invoiced for certain days.',
        ...rates.notes(amounts),
      ],
      explain: rows.map(({ company }) => `company show ${quoted(company)}`),
    }
  },
})

/** By the month in which they end: what went is seen beside what may. */
function chartOf(ahead: readonly Ending[], gone: readonly Ending[], currency: string): Chart {
  const months = [...new Set([...gone, ...ahead].map(({ ends }) => monthOf(ends)))].sort().slice(-20)
  const of = (found: readonly Ending[]) =>
    months.map((month) =>
      cellsIn(currency).major(
        total(
          found.filter(({ ends }) => monthOf(ends) === month),
          ({ monthlyMinor }) => monthlyMinor,
        ),
      ),
    )
  return {
    kind: 'stacked-bar',
    title: 'Contracts by the month they end in, a month’s revenue',
    unit: currency,
    categories: months,
    series: [
      { name: 'Ended', values: of(gone) },
      { name: 'Up for renewal', values: of(ahead) },
    ],
  }
}
