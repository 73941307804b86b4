import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace, type SqlScope } from '../../src/db/sql-workspace.js'
import { type DemoCompany } from '../../src/demo/company.js'
import { loadDemo } from '../../src/demo/load-demo.js'
import { handClock } from '../../src/lib/clock.js'
import { freshDatabase } from './database.js'
import { DEMO_DAY } from './demo.js'
import { openTestDatabase } from './open-test-database.js'

/** The demo company on a database of its own, at noon of its day. */
export type DemoBooks = {
  db: Database
  scope: Scope
  company: DemoCompany
  read<T>(work: (read: SqlScope) => Promise<T>): Promise<T>
}

export async function demoBooks(): Promise<DemoBooks> {
  const db = openTestDatabase(await freshDatabase(), handClock(new Date(`${DEMO_DAY}T12:00:00Z`)))
  const { workspaceId, company } = await loadDemo(db, { anchor: DEMO_DAY, closeChannel: 'C0FINANCE0' })
  const scope: Scope = { workspaceId, actorId: null, via: 'terminal' }
  return { db, scope, company, read: (work) => readWorkspace(db, scope, work) }
}
