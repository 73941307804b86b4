import { listPastCloses, type PastClose } from '../../../domain/close/close-history-store.js'
import { monthName } from '../../../domain/close/close-view.js'
import { workingDaysBetween } from '../../../domain/close/forecast-close.js'
import { workingCalendar } from '../../../domain/people/working-days.js'
import type { Chart } from '../../../lib/chart.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

/** As many as fit a chart. */
const MOST = 18

export default defineCommand({
  name: 'close history',
  summary: 'How many working days each close took, and whether they become fewer',
  example: 'close history',
  params: {},
  needs: 'close.read',
  risk: 'read',
  run: async ({ read, workspace }) => {
    const calendar = workingCalendar(workspace.country)
    const closes = (await read((scope) => listPastCloses(scope, MOST))).map((close) => ({
      ...close,
      days: workingDaysBetween(calendar, close.endsOn, close.finishedOn),
    }))
    const last = closes.at(-1)
    if (!last) return { headline: 'No close has been finished yet.', data: { closes: [] } }
    return {
      headline: `${monthName(last.month)} took ${counted(last.days, 'working day')}${trend(closes)}`,
      table: {
        columns: [
          { key: 'month', label: 'Close', type: 'text' },
          { key: 'finished', label: 'Finished', type: 'date' },
          { key: 'days', label: 'Working days', type: 'number' },
          { key: 'tasks', label: 'Tasks', type: 'number' },
        ],
        rows: closes.map(({ month, finishedOn, days, tasks }) => ({
          month,
          finished: { date: finishedOn },
          days,
          tasks,
        })),
      },
      chart: chartOf(closes),
      notes: ['Working days after the last day of the books, until the last task was done.'],
      data: { closes: closes.map(({ month, finishedOn, days }) => ({ month, finishedOn, days })) },
    }
  },
})

type Taken = PastClose & { days: number }

/** Against the three before it. */
function trend(closes: readonly Taken[]): string {
  const before = closes.slice(-4, -1)
  if (before.length === 0) return ''
  const mean = before.reduce((sum, { days }) => sum + days, 0) / before.length
  return `; ${mean.toFixed(1)} on average in the ${counted(before.length, 'one')} before`
}

const chartOf = (closes: readonly Taken[]): Chart => ({
  kind: 'bar',
  title: 'Working days to close',
  unit: 'working days',
  categories: closes.map(({ month }) => month),
  series: [{ name: 'Working days', values: closes.map(({ days }) => days) }],
})
