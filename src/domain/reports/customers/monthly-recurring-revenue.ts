import type { Chart } from '../../../lib/chart.js'
import { addToMonth, firstOfMonth, lastOfMonth, monthOf } from '../../../lib/dates.js'
import { formatMoney, money } from '../../../lib/money.js'
import { amount, cellsIn, number, text, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { ratesOn } from '../rates.js'
import { monthParams, monthsAsked } from '../span.js'
import { listContracts } from './contract-store.js'
import { contractsTable } from './contracts-table.js'
import { type RecurringMonth, recurringMonths } from './recurring-revenue.js'

const NOTE =
  'Series of invoices and service invoiced for certain days, each by the month; months ahead have what runs on unless it is stopped.'

/** So many months ahead are known already. */
const AHEAD = 3

export default defineReport({
  name: 'monthly-recurring-revenue',
  title: 'Monthly recurring revenue',
  summary:
    'What contracts bring by the month, and how it changed: new, grown, shrunk, lost; with the months ahead as far as known',
  params: {
    ...monthParams,
    month: { type: 'month', label: 'Month', required: false, hint: 'The contracts of that month, one by one' },
  },
  needs: 'report.finance',
  lane: 'records',
  run: async (read, { from, to, month }, { workspace, today, owners }) => {
    const currency = workspace.baseCurrency
    const ahead = addToMonth(monthOf(today), AHEAD)
    const span = monthsAsked({ from, to: to ?? (from && from > ahead ? from : ahead) }, today, 12)
    const rates = await ratesOn(read, currency, today)
    const { contracts, amounts } = await listContracts(read, { owners: owners('company.read'), rates })
    if (month !== undefined) {
      const days = { asOf: today, from: firstOfMonth(month), to: lastOfMonth(month), ahead: true }
      return {
        currency,
        ...days,
        ...contractsTable(contracts, month, currency),
        notes: [NOTE, ...rates.notes(amounts)],
      }
    }
    const found = recurringMonths(contracts, span.months)
    const now = found.find(({ month }) => month === monthOf(today)) ?? found.at(-1)
    const cells = cellsIn(currency)
    const sum = (of: (month: RecurringMonth) => bigint) => cells.amount(total(found, of))
    return {
      summary: `${formatMoney(money(now?.end ?? 0n, currency))} at the end of ${now?.month}, of ${now?.customers ?? 0} customers`,
      columns: [
        text('month', 'Month'),
        amount('start', 'At its start'),
        amount('added', 'New'),
        amount('grown', 'Grown'),
        amount('shrunk', 'Shrunk'),
        amount('lost', 'Lost'),
        amount('end', 'At its end'),
        number('customers', 'Customers'),
      ],
      rows: found.map(({ month, start, added, grown, shrunk, lost, end, customers }) => ({
        month,
        start: cells.amount(start),
        added: cells.some(added),
        grown: cells.some(grown),
        shrunk: cells.some(0n - shrunk),
        lost: cells.some(0n - lost),
        end: cells.amount(end),
        customers,
      })),
      totals: {
        month: 'Change',
        added: sum(({ added }) => added),
        grown: sum(({ grown }) => grown),
        shrunk: sum(({ shrunk }) => 0n - shrunk),
        lost: sum(({ lost }) => 0n - lost),
      },
      currency,
      asOf: today,
      from: span.from,
      to: span.to,
      ahead: true,
      chart: chartOf(found, currency),
      notes: [NOTE, ...rates.notes(amounts)],
      explain: found.map(({ month }) => `report monthly-recurring-revenue month:${month}`),
    }
  },
})

const chartOf = (found: readonly RecurringMonth[], currency: string): Chart => ({
  kind: 'line',
  title: 'Monthly recurring revenue',
  unit: currency,
  categories: found.slice(-20).map(({ month }) => month),
  series: [{ name: 'At its end', values: found.slice(-20).map(({ end }) => cellsIn(currency).major(end)) }],
})
