import { sqlInTx } from '../../../db/sql-in-tx.js'
import { periodLabel } from '../../../domain/ledger/period.js'
import { lockPeriod } from '../../../domain/ledger/period-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { areasParam, readAreas } from './areas.js'
import { areaList, namedPeriod, periodData, periodParams } from './period-param.js'

export default defineCommand({
  name: 'period unlock',
  summary: 'Lift the lock of a period, for some areas or for all',
  example: 'period unlock 2026-10 areas:banking',
  params: { ...periodParams, areas: areasParam },
  needs: 'close.manage',
  risk: 'reversible',
  run: async (_context, args, tx) => {
    const period = await namedPeriod(sqlInTx(tx), args)
    const areas = readAreas(args.areas)
    const lifted = period.lockedAreas.filter((area) => areas.includes(area))
    if (lifted.length === 0) throw refused(`${periodLabel(period)} is not locked for ${areaList(areas)}.`)
    const after = period.lockedAreas.filter((area) => !areas.includes(area))
    await lockPeriod(tx, period.id, after)
    return {
      headline: `${periodLabel(period)} is open for ${areaList(lifted)} again`,
      changes: [{ label: 'Locked for', before: areaList(period.lockedAreas), after: areaList(after) }],
      undo: {
        command: 'period lock',
        args: { month: args.month, adjusting: args.adjusting, areas: lifted.join(' ') },
        versions: {},
      },
      data: periodData({ ...period, lockedAreas: after }),
    }
  },
})
