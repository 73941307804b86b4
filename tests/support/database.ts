import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { ensureDatabase, type LoginRole, loginUrl } from '../../src/db/roles.js'
import { testServer } from './servers.js'
import { TEST_KEY } from './test-key.js'
import { withDatabase } from './urls.js'

export type TestDatabase = {
  name: string
  /** The superuser's URL of this database. */
  adminUrl: string
  /** The key its logins' passwords are derived from. */
  key: string
  /** Its URL for one of the service's own logins. */
  url(login: LoginRole): string
}

/** A connection that was just closed takes a moment to disappear from the server. */
const CLOSE_GRACE_MS = 10_000

/**
 * A migrated, empty database for this test file: `const database = await freshDatabase()` at the top of the file (or of
 * a `describe`), or a copy of another template. It is dropped after the last test; a connection still open then fails the file.
 */
export async function freshDatabase(copied?: string): Promise<TestDatabase> {
  const { adminUrl, template } = await testServer('postgres')
  const name = `test_${inject('runId')}_${randomBytes(6).toString('hex')}`
  await asAdmin(adminUrl, (sql) => ensureDatabase(sql, name, copied ?? template))
  afterAll(async () => {
    const leaked = await openConnections(adminUrl, name)
    await asAdmin(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`)
    if (leaked.length > 0) throw new Error(`Connections left open at the end of the file:\n${leaked.join('\n')}`)
  })
  return testDatabase(adminUrl, name)
}

export function testDatabase(adminUrl: string, name: string): TestDatabase {
  const own = withDatabase(adminUrl, name)
  return { name, adminUrl: own, key: TEST_KEY, url: (login) => loginUrl(own, TEST_KEY, login) }
}

export async function asAdmin<T>(adminUrl: string, work: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

/** Who is still connected to a database after the grace, one line each. */
export async function openConnections(adminUrl: string, database: string, graceMs = CLOSE_GRACE_MS): Promise<string[]> {
  const sql = postgres(adminUrl, { max: 1 })
  try {
    const deadline = performance.now() + graceMs
    for (;;) {
      const rows = await sql<{ line: string }[]>`
        select format('%s as %s, %s: %s', application_name, usename, state, left(query, 120)) as line
          from pg_stat_activity where datname = ${database} and backend_type = 'client backend' and pid <> pg_backend_pid()`
      if (rows.length === 0 || performance.now() > deadline) return rows.map(({ line }) => line)
      await pause(20)
    }
  } finally {
    await sql.end()
  }
}
