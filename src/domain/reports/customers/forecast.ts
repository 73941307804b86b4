import { firstOfMonth, type IsoDate, lastOfMonth, monthOf } from '../../../lib/dates.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, type Money, money } from '../../../lib/money.js'
import type { Row } from '../../../lib/table.js'
import { type ForecastLine, forecastDeals } from '../../crm/forecast-store.js'
import { toBase } from '../../ledger/fx-rate.js'
import { cellsIn, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Rates, ratesOn } from '../rates.js'

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
    if (from > to) throw invalid(`${month} is after ${args.to}: give the earlier month as from.`)
    const currency = workspace.baseCurrency
    const { owner } = args
    const lines = await forecastDeals(read, {
      from,
      to,
      owners: owners('deal.read'),
      ...(owner && { ownerId: owner.id }),
    })
    const known = ORDER.flatMap((category) => lines.filter((line) => line.category === category))
    const rates = await ratesOn(read, currency, today)
    const counting = known.filter(({ category }) => category !== 'omitted')
    const worth = (line: ForecastLine, of: (line: ForecastLine) => Money) =>
      line.category === 'won' ? wonWorth(line, rates) : (rates.worth(of(line)) ?? 0n)
    const sum = (of: (line: ForecastLine) => Money) =>
      money(
        counting.reduce((total, line) => total + worth(line, of), 0n),
        currency,
      )
    const wonMinor = counting
      .filter(({ category }) => category === 'won')
      .reduce((total, line) => total + worth(line, ({ amount }) => amount), 0n)
    const { major } = cellsIn(currency)
    const amountOf = (category: ForecastLine['category']) =>
      counting
        .filter((line) => line.category === category)
        .reduce((total, line) => total + worth(line, ({ amount }) => amount), 0n)
    const charted = ORDER.filter((category) => counting.some((line) => line.category === category))
    return {
      summary: `${formatMoney(money(wonMinor, currency))} won, ${formatMoney(sum((line) => line.weighted))} with what is expected, by probability; by history ${formatMoney(sum((line) => line.byHistory))}`,
      columns: [
        { key: 'category', label: 'Category', type: 'text' },
        { key: 'deals', label: 'Deals', type: 'number' },
        { key: 'currency', label: 'Currency', type: 'text' },
        { key: 'amount', label: 'Amount', type: 'money' },
        { key: 'weighted', label: 'Weighted', type: 'money' },
        { key: 'history', label: 'By history', type: 'money' },
      ],
      rows: known.map(forecastRow),
      totals: {
        category: 'Total',
        deals: counting.reduce((count, { deals }) => count + deals, 0),
        currency,
        amount: { money: sum((line) => line.amount) },
        weighted: { money: sum((line) => line.weighted) },
        history: { money: sum((line) => line.byHistory) },
      },
      currency,
      asOf: today,
      from,
      to,
      ahead: true,
      chart: {
        kind: 'bar',
        title: 'Forecast by category',
        unit: currency,
        categories: charted.map((category) => LABELS[category]),
        series: [{ name: 'Amount', values: charted.map((category) => major(amountOf(category))) }],
      },
      notes: [
        'The total has what is not left out. By history: as many of the deals that were ever in a stage as were won.',
        ...(counting.some(({ frozen }) => frozen.length > 0)
          ? ['What is won in other currencies is in the totals at the rate of its day: it stays that.']
          : []),
        ...rates.notes(counting.map(unfrozen)),
      ],
      explain: known.map(
        ({ category, amount }) =>
          `report deals where ${conditionOf(category, `${from}..${to}`, owner?.ref)} currency:${amount.currency}`,
      ),
    }
  },
})

/** What is in no category is in the pipeline. */
function conditionOf(category: ForecastLine['category'], days: string, owner: string | undefined): string {
  if (category === 'won') return `status:won closed:${days}${owner === undefined ? '' : ` closer:${owner}`}`
  const named = category === 'pipeline' ? 'pipeline,none' : category
  return `status:open forecast:${named} close:${days}${owner === undefined ? '' : ` owner:${owner}`}`
}

/** The part of a line that has no rate of its own. */
const unfrozen = ({ amount, frozen }: ForecastLine): Money =>
  money(amount.minor - total(frozen, ({ minor }) => BigInt(minor)), amount.currency)

const wonWorth = (line: ForecastLine, rates: Rates): bigint =>
  (rates.worth(unfrozen(line)) ?? 0n) +
  total(line.frozen, ({ rate, minor }) => toBase(money(BigInt(minor), line.amount.currency), rate, rates.base) ?? 0n)

const forecastRow = ({ category, deals, amount, weighted, byHistory }: ForecastLine): Row => ({
  category: LABELS[category],
  deals,
  currency: amount.currency,
  amount: { money: amount },
  weighted: { money: weighted },
  history: { money: byHistory },
})
