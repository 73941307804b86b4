import type { Database } from '../../src/db/database.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace, type SqlScope } from '../../src/db/sql-workspace.js'
import { type DemoCompany, demoCompany } from '../../src/demo/company.js'
import { DEMO_SEED } from '../../src/demo/load-demo.js'
import { handClock } from '../../src/lib/clock.js'
import { asAdmin, freshDatabase } from './database.js'
import { DEMO_DAY } from './demo.js'
import { DEMO_NOON, demoTemplate } from './demo-template.js'
import { openTestDatabase } from './open-test-database.js'

/** The demo company on a database of its own, at noon of its day. */
export type DemoBooks = {
  db: Database
  scope: Scope
  company: DemoCompany
  read<T>(work: (read: SqlScope) => Promise<T>): Promise<T>
}

export async function demoBooks(): Promise<DemoBooks> {
  const database = await freshDatabase(await demoTemplate())
  const db = openTestDatabase(database, handClock(DEMO_NOON))
  const scope: Scope = { workspaceId: await onlyWorkspace(database.adminUrl), actorId: null, via: 'terminal' }
  const company = demoCompany(DEMO_SEED, DEMO_DAY)
  return { db, scope, company, read: (work) => readWorkspace(db, scope, work) }
}

const onlyWorkspace = (adminUrl: string): Promise<string> =>
  asAdmin(adminUrl, async (sql) => {
    const [workspace] = await sql<{ id: string }[]>`select id from workspace`
    return workspace?.id ?? ''
  })
