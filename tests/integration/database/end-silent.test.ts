import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { endSilent } from '../../../src/db/end-silent.js'
import { systemClock } from '../../../src/lib/clock.js'
import { freshDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'
import { until } from '../../support/until.js'

const database = await freshDatabase()
const db = openTestDatabase(database, systemClock)

/** What the driver's own types leave out: single messages of the protocol. */
type Messages = {
  parse(query: { name: string; text: string; types: [] }): void
  flush(): void
  removeAllListeners(of: 'parseComplete'): void
}

async function session(): Promise<pg.Client & { connection: Messages }> {
  const client = new pg.Client({ connectionString: database.url('daybook_app') })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end().catch(() => undefined))
  return client as pg.Client & { connection: Messages }
}

test('a transaction whose process falls silent is ended, in the midst of a statement too; one that is at work is not', async () => {
  const [idle, halfway, working] = [await session(), await session(), await session()]
  await idle.query('begin')
  await halfway.query('begin')
  halfway.connection.removeAllListeners('parseComplete')
  halfway.connection.parse({ name: 'said', text: 'select $1::int', types: [] })
  halfway.connection.flush()
  const atWork = working.query('select pg_sleep(2), 1 as done')
  const gone = Promise.all([idle, halfway].map((client) => new Promise<void>((end) => client.once('end', end))))
  let ended = 0
  await until(async () => {
    ended += await endSilent(db.sql, 300)
    expect(ended).toBe(2)
  })
  await gone
  expect((await atWork).rows).toEqual([expect.objectContaining({ done: 1 })])
  expect(await endSilent(db.sql, 0)).toBe(0)
})
