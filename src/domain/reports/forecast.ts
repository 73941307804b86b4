import { firstOfMonth, type IsoDate, lastOfMonth, monthOf } from '../../lib/dates.js'
import { formatMoney, type Money, money, toDecimal } from '../../lib/money.js'
import type { Row } from '../../lib/table.js'
import { type ForecastLine, forecastDeals } from '../crm/forecast-store.js'
import { defineReport } from './define-report.js'

/** From what is sure to what is left out. */
const ORDER = ['won', 'commit', 'best-case', 'pipeline', 'omitted'] as const
const LABELS: Record<(typeof ORDER)[number], string> = {
  won: 'Won',
  commit: 'Commit',
  'best-case': 'Best case',
  pipeline: 'Pipeline',
  omitted: 'Left out',
}

export default defineReport({
  name: 'forecast',
  title: 'Sales forecast',
  summary: 'What is won and expected of a time, by forecast category; this month unless others are named',
  params: {
    owner: { type: 'record', record: 'staff', label: 'Owner', required: false },
    from: { type: 'month', label: 'From', required: false },
    to: { type: 'month', label: 'To', required: false },
  },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, args, { workspace, today, owners }) => {
    const month = args.from ?? monthOf(today)
    const from: IsoDate = firstOfMonth(month)
    const to: IsoDate = lastOfMonth(args.to ?? month)
    const currency = workspace.baseCurrency
    const { owner } = args
    const lines = await forecastDeals(read, {
      from,
      to,
      owners: owners('deal.read'),
      ...(owner && { ownerId: owner.id }),
    })
    const known = ORDER.flatMap((category) => lines.filter((line) => line.category === category))
    const counting = known.filter(({ amount, category }) => amount.currency === currency && category !== 'omitted')
    const sum = (of: (line: ForecastLine) => Money) =>
      money(
        counting.reduce((total, line) => total + of(line).minor, 0n),
        currency,
      )
    const wonMinor = counting
      .filter(({ category }) => category === 'won')
      .reduce((sum, line) => sum + line.amount.minor, 0n)
    return {
      summary: `${formatMoney(money(wonMinor, currency))} won, ${formatMoney(sum((line) => line.weighted))} with what is expected, by probability`,
      columns: [
        { key: 'category', label: 'Category', type: 'text' },
        { key: 'deals', label: 'Deals', type: 'number' },
        { key: 'currency', label: 'Currency', type: 'text' },
        { key: 'amount', label: 'Amount', type: 'money' },
        { key: 'weighted', label: 'Weighted', type: 'money' },
      ],
      rows: known.map(forecastRow),
      totals: {
        category: 'Total',
        deals: counting.reduce((count, { deals }) => count + deals, 0),
        currency,
        amount: { money: sum((line) => line.amount) },
        weighted: { money: sum((line) => line.weighted) },
      },
      currency,
      asOf: today,
      from,
      to,
      chart: {
        kind: 'bar',
        title: 'Forecast by category',
        unit: currency,
        categories: counting.map(({ category }) => LABELS[category]),
        series: [{ name: 'Amount', values: counting.map(({ amount }) => Number(toDecimal(amount))) }],
      },
      notes: [
        ...(owner ? [`Deals of ${owner.title} only.`] : []),
        'The total has what is not left out, in the company’s currency.',
      ],
      explain: known.map(
        ({ category }) =>
          `deal list all ${category === 'won' ? 'status:won' : `forecast:${category}`}${owner ? ` owner:${owner.ref}` : ''}`,
      ),
    }
  },
})

const forecastRow = ({ category, deals, amount, weighted }: ForecastLine): Row => ({
  category: LABELS[category],
  deals,
  currency: amount.currency,
  amount: { money: amount },
  weighted: { money: weighted },
})
