import { inWorkspace } from '../../src/db/in-workspace.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { closePeriod, getPeriodOfMonth } from '../../src/domain/ledger/period-store.js'
import { openPoster } from '../../src/domain/ledger/post-together.js'
import { AppError } from '../../src/lib/errors.js'
import { type Finding, rounded, timed } from '../harness.js'
import type { Stage } from '../stage.js'
import { openSales } from './sales.js'

const CLIENTS = 16
const MONTHS = 6
const MOST_MS = 1_000

/** How long a closer waits for its period while sixteen clients post into it without pause: the worst of half a year. */
export async function closing(stage: Stage): Promise<Finding[]> {
  const { db } = await stage.openDatabase()
  const { scope, date, entry } = await openSales(db)
  const poster = openPoster(db)
  const waits: number[] = []
  for (let month = 1; month <= MONTHS; month += 1) {
    const of = `${date.slice(0, 4)}-0${month}`
    const period = await readWorkspace(db, scope, (read) => getPeriodOfMonth(read, of))
    let begun = () => {}
    const posting = new Promise<void>((done) => (begun = done))
    const client = async () => {
      for (;;) {
        try {
          await poster.post(scope, [{ ...entry(), date: `${of}-15` }])
          begun()
        } catch (error) {
          if (error instanceof AppError && error.detail['sqlstate'] === 'DB002') return
          throw error
        }
      }
    }
    const clients = Promise.all(Array.from({ length: CLIENTS }, client))
    await posting
    waits.push(await timed(() => inWorkspace(db, scope, (tx) => closePeriod(tx, period.id))))
    await clients
  }
  const worst = Math.max(...waits)
  return [
    {
      what: `a period closed while ${CLIENTS} clients post into it`,
      unit: 'ms',
      figures: { worst: rounded(worst), best: rounded(Math.min(...waits)) },
      goal: `≤ ${MOST_MS} ms`,
      met: worst <= MOST_MS,
    },
  ]
}
