import { monthName } from '../close-view.js'
import { type Against, defineCheck } from '../define-check.js'
import { listMonthsOf, type MonthOf } from '../months-store.js'

/** Of a quarter or a year: every task of every month's close is finished. A month that was locked without a close has nothing to finish. */
export default defineCheck({
  name: 'months-closed',
  title: 'Its months are signed off',
  on: ['close.changed', 'close.opened', 'period.reclosed'],
  run: async (read, period) => {
    const months = await listMonthsOf(read, period)
    return {
      columns: [
        { key: 'month', label: 'Month', type: 'text' },
        { key: 'tasks', label: 'Finished', type: 'text' },
        { key: 'books', label: 'Books', type: 'text' },
      ],
      against: months.filter((each) => !isSignedOff(each)).map(againstOf),
      proves: months.map(cellsOf),
      says: (standing) =>
        standing.length === 0
          ? `All months of ${monthName(period.month)} are signed off.`
          : `Not signed off: ${standing.map(({ key, stands }) => `${monthName(key)} (${stands ?? ''})`).join(', ')}.`,
    }
  },
})

const isSignedOff = ({ tasks, finished, locked }: MonthOf): boolean => (tasks === null ? locked : finished === tasks)

const againstOf = (each: MonthOf): Against => ({
  key: each.month,
  amount: null,
  stands: finishedOf(each),
  cells: cellsOf(each),
})

const finishedOf = ({ tasks, finished }: MonthOf): string =>
  tasks === null ? 'no close was opened' : `${finished} of ${tasks} tasks finished`

const cellsOf = (each: MonthOf) => ({
  month: each.month,
  tasks: finishedOf(each),
  books: each.locked ? 'closed' : 'open',
})
