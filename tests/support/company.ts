import type { Database } from '../../src/db/database.js'
import { inWorkspace, type Tx } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { readWorkspace, type SqlScope } from '../../src/db/sql-workspace.js'
import { foundCompany } from '../../src/domain/found-company.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import { handClock } from '../../src/lib/clock.js'
import { freshDatabase, type TestDatabase } from './database.js'
import { openTestDatabase } from './open-test-database.js'

/** A company as `daybook setup` makes it, with staff, on a database of its own and on a clock that a test moves. */
export type FoundedCompany = {
  database: TestDatabase
  db: Database
  clock: ReturnType<typeof handClock>
  scope: Scope
  /** Staff ids by name. */
  staff: Readonly<Record<string, string>>
  change<T>(work: (tx: Tx) => Promise<T>, as?: string): Promise<T>
  read<T>(work: (read: SqlScope) => Promise<T>): Promise<T>
}

export type Hire = { name: string; roles: readonly string[]; timeZone?: string }

export async function foundedCompany(
  staff: readonly Hire[],
  { at = '2026-11-02T09:00:00Z', country = 'DE', settings = {}, simulated = true }: Founding = {},
): Promise<FoundedCompany> {
  const database = await freshDatabase()
  const clock = handClock(new Date(at))
  const db = openTestDatabase(database, clock)
  const ids: Record<string, string> = {}
  const workspaceId = await foundCompany(db, {
    company: {
      name: 'Lindenhof GmbH',
      slug: 'lindenhof',
      baseCurrency: 'EUR',
      country,
      timeZone: 'Europe/Berlin',
      simulated,
      settings,
    },
    years: [2026, 2027],
    fill: async (tx) => {
      for (const { name, roles, timeZone } of staff)
        ids[name] = await addStaff(tx, {
          email: `${name}@lindenhof.test`,
          name: name[0]?.toUpperCase() + name.slice(1),
          roles,
          ...(timeZone ? { timeZone } : {}),
        })
    },
  })
  const scope: Scope = { workspaceId, actorId: null, via: 'terminal' }
  return {
    database,
    db,
    clock,
    scope,
    staff: ids,
    change: (work, as) => inWorkspace(db, { ...scope, actorId: as ? (ids[as] ?? null) : null }, work),
    read: (work) => readWorkspace(db, scope, work),
  }
}

type Founding = {
  at?: string
  country?: string
  settings?: Readonly<Record<string, unknown>>
  simulated?: boolean
}
