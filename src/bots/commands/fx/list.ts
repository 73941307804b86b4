import { listRates } from '../../../domain/ledger/fx-rate-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

/** Rates a list shows: a month of two currencies. */
const SHOWN = 60

export default defineCommand({
  name: 'fx list',
  summary: 'The exchange rates that are kept, newest first',
  example: 'fx list USD',
  params: { currency: optional('text', 'Currency', { target: true }) },
  needs: 'fx.read',
  risk: 'read',
  run: async ({ read, workspace }, { currency }) => {
    const rates = await read((lane) => listRates(lane, currency?.toUpperCase() ?? null, SHOWN))
    return {
      headline: rates.length === 0 ? 'No exchange rates are kept yet' : `${counted(rates.length, 'exchange rate')}`,
      ...(rates.length === 0 ? { text: 'Set the first one: fx set USD rate:0.9217' } : {}),
      table: {
        columns: [
          { key: 'date', label: 'Date', type: 'date' },
          { key: 'currency', label: 'Currency', type: 'text' },
          { key: 'kind', label: 'Kind', type: 'text' },
          { key: 'rate', label: `In ${workspace.baseCurrency}`, type: 'number' },
          { key: 'source', label: 'Source', type: 'text' },
        ],
        rows: rates.map(({ date, ...rate }) => ({ ...rate, date: { date } })),
      },
      data: { base: workspace.baseCurrency, rates },
    }
  },
})
