import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { defineCheck } from '../define-check.js'
import { type Draft, listDrafts } from '../draft-store.js'

/** Nothing is left undecided that is meant for a date in the month: invoice drafts, bills without an approval, entries that wait for one, accruals to be posted. */
export default defineCheck({
  name: 'no-drafts-in-period',
  title: 'No drafts dated in the month',
  on: [
    'invoice.drafted',
    'invoice.issued',
    'invoice.voided',
    'bill.received',
    'bill.posted',
    'bill.voided',
    'approval.asked',
    'approval.settled',
    'accrual.drafted',
    'accrual.settled',
    'close.opened',
  ],
  run: async (read, period) => ({
    columns: [
      { key: 'ref', label: 'Draft', type: 'text' },
      { key: 'what', label: 'What', type: 'text' },
      { key: 'date', label: 'Dated', type: 'date' },
      { key: 'total', label: 'Total', type: 'money' },
    ],
    against: (await listDrafts(read, period)).map(againstOf),
    says: ({ length }) =>
      length === 0
        ? `No drafts are dated in ${period.month}.`
        : `${counted(length, 'draft is', 'drafts are')} dated in ${period.month}: issue, approve, post or void ${length === 1 ? 'it' : 'them'}.`,
  }),
})

const againstOf = ({ ref, what, date, totalMinor, currency }: Draft) => ({
  key: ref,
  amount: money(totalMinor, currency),
  cells: { ref, what, date: { date }, total: { money: money(totalMinor, currency) } },
})
