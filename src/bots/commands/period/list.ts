import { periodLabel } from '../../../domain/ledger/period.js'
import { listPeriods } from '../../../domain/ledger/period-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { periodData, stateOf } from './period-param.js'

export default defineCommand({
  name: 'period list',
  summary: 'The months of the books, and which are open, locked or closed',
  example: 'period list year:2026',
  params: { year: optional('integer', 'Fiscal year') },
  needs: 'journal.read',
  risk: 'read',
  bare: true,
  run: async (context, { year }) => {
    const all = await context.read(listPeriods)
    const wanted = year ?? all.find(({ endsOn, number }) => number > 0 && number < 13 && endsOn >= context.today)?.year
    const periods = all.filter((period) => period.number > 0 && (wanted === undefined || period.year === wanted))
    const open = periods.filter(({ state }) => state === 'open').length
    return {
      headline: `${counted(periods.length, 'period')}${wanted === undefined ? '' : ` of ${wanted}`}, ${open} open`,
      table: {
        columns: [
          { key: 'period', label: 'Period', type: 'text' },
          { key: 'to', label: 'Ends', type: 'date' },
          { key: 'state', label: 'State', type: 'text' },
        ],
        rows: periods.map((period) => ({
          period: periodLabel(period),
          to: { date: period.endsOn },
          state: stateOf(period, context.asker.timeZone),
        })),
      },
      data: { periods: periods.map(periodData) },
    }
  },
})
