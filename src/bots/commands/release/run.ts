import { inWorkspace } from '../../../db/in-workspace.js'
import { type PlannedRelease, planReleases, postReleases } from '../../../domain/ledger/post-releases.js'
import { counted } from '../../../lib/counted.js'
import { addToMonth, type IsoDate, type IsoMonth, lastOfMonth, monthOf } from '../../../lib/dates.js'
import { refused } from '../../../lib/errors.js'
import { money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { previewOf } from '../preview-hash.js'
import type { Table } from '../reply.js'

export default defineCommand({
  name: 'release run',
  summary: 'Post the parts of months that have ended: deferred income, prepaid costs, depreciation',
  example: 'release run month:2026-10',
  params: { month: optional('month', 'Up to month', { hint: 'By default the last that has ended' }) },
  needs: 'journal.write',
  risk: 'consequential',
  preview: async ({ db, scope, today }, { month }) => {
    const through = throughOf(month, today)
    const planned = await inWorkspace(db, scope, (tx) => planReleases(tx, through))
    if (planned.length === 0) throw refused(`Everything up to ${through} has been released already.`)
    return previewOf(
      { headline: `Release ${counted(planned.length, 'part')} up to ${through}?`, table: tableOf(planned) },
      'Post them',
      {},
    )
  },
  run: async ({ today }, { month }, tx) => {
    const through = throughOf(month, today)
    const posted = await postReleases(tx, through)
    return {
      headline: `${counted(posted.length, 'part')} released up to ${through}`,
      table: tableOf(posted),
      data: {
        through,
        parts: posted.map(({ schedule, part, entry }) => ({
          schedule: schedule.ref,
          month: part.month,
          date: entry.date,
          currency: schedule.currency,
          amount: toDecimal(money(part.amountMinor, schedule.currency)),
        })),
      },
    }
  },
})

function throughOf(month: IsoMonth | undefined, today: IsoDate): IsoMonth {
  const through = month ?? addToMonth(monthOf(today), -1)
  if (lastOfMonth(through) > today) throw refused(`${through} has not ended yet. Only months that have are released.`)
  return through
}

const tableOf = (planned: readonly PlannedRelease[]): Table => ({
  columns: [
    { key: 'ref', label: 'Schedule', type: 'text' },
    { key: 'memo', label: 'What', type: 'text' },
    { key: 'month', label: 'Month', type: 'text' },
    { key: 'date', label: 'Posted on', type: 'date' },
    { key: 'amount', label: 'Amount', type: 'money' },
  ],
  rows: planned.map(({ schedule, part, entry }) => ({
    ref: schedule.ref,
    memo: schedule.memo,
    month: part.month,
    date: { date: entry.date },
    amount: { money: money(part.amountMinor, schedule.currency) },
  })),
})
