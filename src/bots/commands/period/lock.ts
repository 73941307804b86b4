import { sqlInTx } from '../../../db/sql-in-tx.js'
import { type Area, periodLabel } from '../../../domain/ledger/period.js'
import { lockPeriod } from '../../../domain/ledger/period-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { previewOf } from '../preview-hash.js'
import { areasParam, readAreas } from './areas.js'
import { areaList, namedPeriod, periodData, periodParams } from './period-param.js'

export default defineCommand({
  name: 'period lock',
  summary: 'Lock a period for areas of the books, while it stays open for others',
  example: 'period lock 2026-10 areas:sales,banking',
  params: { ...periodParams, areas: areasParam },
  needs: 'close.manage',
  risk: 'consequential',
  preview: async (context, args) => {
    const period = await context.read((read) => namedPeriod(read, args))
    const after = locked(period.lockedAreas, readAreas(args.areas))
    if (period.state === 'closed')
      throw refused(`${periodLabel(period)} is closed altogether; there is nothing to lock.`)
    if (after.length === period.lockedAreas.length)
      throw refused(`${periodLabel(period)} is locked for ${areaList(period.lockedAreas)} already.`)
    const shown = {
      headline: `Lock ${periodLabel(period)} for ${areaList(readAreas(args.areas))}?`,
      changes: [{ label: 'Locked for', before: areaList(period.lockedAreas), after: areaList(after) }],
      notes: ['Who may post into locked periods still can; reports and other areas go on.'],
    }
    return previewOf(shown, 'Lock it', {})
  },
  run: async (_context, args, tx) => {
    const period = await namedPeriod(sqlInTx(tx), args)
    const after = locked(period.lockedAreas, readAreas(args.areas))
    const before = await lockPeriod(tx, period.id, after)
    const added = after.filter((area) => !before.includes(area))
    return {
      headline: `${periodLabel(period)} is locked for ${areaList(after)}`,
      changes: [{ label: 'Locked for', before: areaList(before), after: areaList(after) }],
      ...(added.length > 0 && {
        undo: {
          command: 'period unlock',
          args: { month: args.month, adjusting: args.adjusting, areas: added.join(' ') },
          versions: {},
        },
      }),
      data: periodData({ ...period, lockedAreas: after }),
    }
  },
})

const locked = (before: readonly Area[], areas: readonly Area[]): Area[] => [...new Set([...before, ...areas])].sort()
