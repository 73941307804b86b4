import type postgres from 'postgres'
import { inject } from 'vitest'
import { ensureDatabase } from '../../src/db/roles.js'
import { loadDemo } from '../../src/demo/load-demo.js'
import { handClock } from '../../src/lib/clock.js'
import { asAdmin, openConnections, testDatabase } from './database.js'
import { DEMO_DAY } from './demo.js'
import { openUntilClosed } from './open-test-database.js'
import { testServer } from './servers.js'

/** The time at which the tests' demo company stands still. */
export const DEMO_NOON = new Date(`${DEMO_DAY}T12:00:00Z`)

/**
 * A template that holds the demo company: loaded once a run, by whoever asks first, because that takes as long as copying it fifty
 * times. It goes when the run's databases go.
 */
export async function demoTemplate(): Promise<string> {
  const { adminUrl, template } = await testServer('postgres')
  const name = `test_${inject('runId')}_demo`
  await asAdmin(adminUrl, async (sql) => {
    await sql`select pg_advisory_lock(hashtext('daybook test demo'))` // until this connection ends
    const [found] = await sql`select 1 from pg_database where datname = ${name}`
    if (!found) await makeTemplate(sql, adminUrl, { name, draft: `${name}_draft`, template })
  })
  return name
}

type Names = { name: string; draft: string; template: string }

async function makeTemplate(sql: postgres.Sql, adminUrl: string, { name, draft, template }: Names): Promise<void> {
  await sql`drop database if exists ${sql(draft)} with (force)`
  await ensureDatabase(sql, draft, template)
  const db = openUntilClosed(testDatabase(adminUrl, draft), handClock(DEMO_NOON))
  try {
    await loadDemo(db, { anchor: DEMO_DAY, closeChannel: 'C0FINANCE0' })
  } finally {
    await db.close()
  }
  await openConnections(adminUrl, draft) // waits until they are gone
  await sql`alter database ${sql(draft)} rename to ${sql(name)}`
}
