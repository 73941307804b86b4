import { listFiscalYears } from '../../../domain/ledger/year-end-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'year list',
  summary: 'The fiscal years of the books, and which are closed',
  example: 'year list',
  params: {},
  needs: 'journal.read',
  risk: 'read',
  bare: true,
  run: async (context) => {
    const years = await context.read(listFiscalYears)
    return {
      headline: counted(years.length, 'fiscal year'),
      table: {
        columns: [
          { key: 'year', label: 'Year', type: 'text' },
          { key: 'from', label: 'From', type: 'date' },
          { key: 'to', label: 'To', type: 'date' },
          { key: 'state', label: 'Result', type: 'text' },
          { key: 'periods', label: 'Open periods', type: 'number' },
        ],
        rows: years.map(({ year, startsOn, endsOn, state, openPeriods }) => ({
          year: String(year),
          from: { date: startsOn },
          to: { date: endsOn },
          state: state === 'closed' ? 'in retained earnings' : 'open',
          periods: openPeriods,
        })),
      },
      data: { years },
    }
  },
})
