import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'
import { listOpenExpenses } from '../draft-store.js'

/** Every expense spent by the month's end is approved and in the books, or rejected. */
export default defineCheck({
  name: 'expenses-approved',
  title: 'Expenses are approved',
  on: ['bill.received', 'bill.posted', 'bill.voided', 'approval.settled', 'close.opened'],
  run: async (read, period) => ({
    columns: [
      { key: 'ref', label: 'Expense', type: 'text' },
      { key: 'who', label: 'Of', type: 'text' },
      { key: 'date', label: 'Spent on', type: 'date' },
      { key: 'total', label: 'Total', type: 'money' },
    ],
    against: (await listOpenExpenses(read, period.endsOn)).map(({ ref, what, date, totalMinor, currency }) => ({
      key: ref,
      amount: money(totalMinor, currency),
      cells: { ref, who: what, date: { date }, total: { money: money(totalMinor, currency) } },
    })),
    says: ({ length }) =>
      length === 0
        ? `Every expense up to the end of ${period.month} is approved.`
        : `${counted(length, 'expense waits', 'expenses wait')} for approval: expense approve`,
  }),
})
