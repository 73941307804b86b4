import type { SqlScope } from '../../../db/sql-workspace.js'
import { counted } from '../../../lib/counted.js'
import { monthOf } from '../../../lib/dates.js'
import { money } from '../../../lib/money.js'
import { partsDue, releaseDate } from '../../ledger/release.js'
import { type Against, type CheckPeriod, defineCheck } from '../define-check.js'
import { listDueSeries, listRunningSchedules } from '../recurring-store.js'

/** Recurring entries of the month are in the books, and what was deferred, prepaid or is depreciated has released its part. */
export default defineCheck({
  name: 'recurring-posted',
  title: 'Recurring entries and releases are posted',
  on: ['journal.posted', 'invoice.issued', 'bill.posted', 'approval.asked', 'approval.settled', 'close.opened'],
  run: async (read, period) => ({
    columns: [
      { key: 'ref', label: 'What', type: 'text' },
      { key: 'memo', label: 'Memo', type: 'text' },
      { key: 'due', label: 'Due', type: 'date' },
      { key: 'amount', label: 'Amount', type: 'money' },
    ],
    against: [...(await seriesDue(read, period)), ...(await releasesDue(read, period))],
    says: (standing) =>
      standing.length === 0
        ? `Every recurring entry and release of ${period.month} is posted.`
        : `${counted(standing.length, 'entry is', 'entries are')} due by the end of ${period.month} and not posted: ${standing.map(({ key }) => key).join(', ')}.`,
  }),
})

async function seriesDue(read: SqlScope, { endsOn, baseCurrency }: CheckPeriod): Promise<Against[]> {
  const due = await listDueSeries(read, endsOn)
  return due.map(({ ref, memo, dueOn, baseMinor, waits }) => {
    const amount = money(baseMinor, baseCurrency)
    const said = waits ? `${memo} (waits for approval)` : memo
    return { key: ref, amount, cells: { ref, memo: said, due: { date: dueOn }, amount: { money: amount } } }
  })
}

async function releasesDue(read: SqlScope, { endsOn }: CheckPeriod): Promise<Against[]> {
  const running = await listRunningSchedules(read, endsOn)
  return running.flatMap(({ released, ...schedule }) =>
    partsDue(schedule, new Set(released), monthOf(endsOn))
      .filter(({ amountMinor, baseMinor }) => amountMinor !== 0n || baseMinor !== 0n)
      .map(({ month, amountMinor }) => {
        const amount = money(amountMinor, schedule.currency)
        const due = { date: releaseDate(schedule, month) }
        const cells = { ref: schedule.ref, memo: `${schedule.memo}: ${month}`, due, amount: { money: amount } }
        return { key: `${schedule.ref} ${month}`, amount, cells }
      }),
  )
}
