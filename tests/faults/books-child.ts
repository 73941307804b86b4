/** A process for `books-kill.test.ts`: once it is told to, takes files in and pays what is due, says after each step that it goes on, and is killed in the midst. */
import { once } from 'node:events'
import { openDatabase } from '../../src/db/database.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { doPart, PARTS } from './books-under-way.js'

const [appUrl = '', readerUrl = '', workspaceId = '', asks = '', decides = '', first = '0'] = process.argv.slice(2)
const log = makeLogger('silent')
const db = openDatabase({ appUrl, readerUrl, clock: systemClock, ids: randomIds, log, poolSize: 2 })
const world = { db, scope: { workspaceId, actorId: null, via: 'terminal' as const }, asks, decides }
const step = () => void process.stdout.write('step\n')
await once(process.stdin, 'data')
for (const at of PARTS.keys()) {
  const part = PARTS[(Number(first) + at) % PARTS.length]
  if (part) await doPart(world, part, Math.random, step)
}
await db.close()
