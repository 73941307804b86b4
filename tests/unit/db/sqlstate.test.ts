import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/db/database.js'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import type { Scope } from '../../../src/db/scope.js'
import { readWorkspace } from '../../../src/db/sql-workspace.js'
import { fromDatabase } from '../../../src/db/sqlstate.js'
import { systemClock } from '../../../src/lib/clock.js'
import { randomIds } from '../../../src/lib/ids.js'
import { makeLogger } from '../../../src/lib/logger.js'

const scope: Scope = { workspaceId: randomIds.next(), actorId: null, via: 'job' }
const sentence = 'The database cannot be reached just now. Please try again.'

/** A port of this machine that nobody listens on: the system gave it, and it was given back. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

it('says that the database is away, whichever driver found out', async () => {
  const url = `postgres://daybook_app:x@127.0.0.1:${await closedPort()}/daybook`
  const log = makeLogger('silent')
  const db = openDatabase({ appUrl: url, readerUrl: url, clock: systemClock, ids: randomIds, log })
  const away = { code: 'unavailable', userMessage: sentence }
  await expect(inWorkspace(db, scope, async () => 1)).rejects.toMatchObject(away)
  await expect(readWorkspace(db, scope, ({ sql }) => sql`select 1`)).rejects.toMatchObject(away)
  await db.close()
})

it.each([
  [{ code: 'CONNECTION_CLOSED' }, 'unavailable'],
  [{ code: 'ECONNRESET' }, 'unavailable'],
  [new Error('Connection terminated unexpectedly'), 'unavailable'],
  [{ code: 'P1017' }, 'unavailable'],
  [{ code: '57P01', message: 'terminating connection due to administrator command' }, 'unavailable'],
  [{ code: 'P2028' }, 'limited'],
  [
    { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '23514', constraint: 'rule' } } } },
    'invalid',
  ],
  [{ code: 'DB001', message: 'October is closed.' }, 'refused'],
  [new Error('anything else'), 'internal'],
])('%o is %s', (thrown, code) => {
  expect(fromDatabase(thrown)).toMatchObject({ code })
})
