import { sqlInTx } from '../../../db/sql-in-tx.js'
import type { SqlScope } from '../../../db/sql-workspace.js'
import { type Period, periodLabel } from '../../../domain/ledger/period.js'
import { closePeriod, listPeriods } from '../../../domain/ledger/period-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { previewOf } from '../preview-hash.js'
import { namedPeriod, periodData, periodParams, stateOf } from './period-param.js'

export default defineCommand({
  name: 'period close',
  summary: 'Close a period for everybody: nothing can be dated into it',
  example: 'period close 2026-10',
  params: periodParams,
  needs: 'close.manage',
  risk: 'consequential',
  preview: async (context, args) => {
    const { period, earlier } = await context.read((read) => closable(read, args))
    const shown = {
      headline: `Close ${periodLabel(period)}?`,
      changes: [{ label: periodLabel(period), before: stateOf(period, context.asker.timeZone), after: 'closed' }],
      ...(earlier.length > 0 && { text: `Still open before it: ${earlier.map(periodLabel).join(', ')}.` }),
      notes: ['Opening it again takes a reason and a second person.'],
    }
    return previewOf(shown, 'Close it', {})
  },
  run: async (context, args, tx) => {
    const { period } = await closable(sqlInTx(tx), args)
    await closePeriod(tx, period.id)
    return {
      headline: `${periodLabel(period)} is closed`,
      changes: [{ label: periodLabel(period), before: stateOf(period, context.asker.timeZone), after: 'closed' }],
      data: periodData({ ...period, state: 'closed', reopenedUntil: null }),
    }
  },
})

async function closable(read: SqlScope, args: Parameters<typeof namedPeriod>[1]) {
  const period = await namedPeriod(read, args)
  if (period.state === 'closed') throw refused(`${periodLabel(period)} is closed already.`)
  const earlier = (await listPeriods(read)).filter(
    (each) => each.number > 0 && each.state === 'open' && isBefore(each, period),
  )
  return { period, earlier }
}

const isBefore = (one: Period, other: Period): boolean =>
  one.year < other.year || (one.year === other.year && one.number < other.number)
