import postgres from 'postgres'
import { afterAll } from 'vitest'
import { freshDatabase } from '../../support/database.js'

/** A connection pool of one login, as bare as can be: these tests ask the database itself, not our code in front of it. */
export type Login = postgres.Sql
export type Transaction = postgres.TransactionSql

export type Logins = {
  /** The superuser, for setting the stage only. */
  admin: Login
  migrator: Login
  /** The migrator acting as `daybook_owner`, as whom nobody can log in. */
  owner: Login
  app: Login
  reader: Login
  queue: Login
}

export type Settings = { workspace: string; actor?: string; via?: string; reference?: string; now?: string }

/** A fresh database for this file with a pool for every login; all are closed at its end. */
export async function openLogins(connections = 4): Promise<Logins> {
  const database = await freshDatabase()
  const open = (url: string, connection: Record<string, string> = {}) =>
    postgres(url, { max: connections, onnotice: () => undefined, connection })
  const logins = {
    admin: open(database.adminUrl),
    migrator: open(database.url('daybook_migrator')),
    owner: open(database.url('daybook_migrator'), { role: 'daybook_owner', row_security: 'on' }),
    app: open(database.url('daybook_app')),
    reader: open(database.url('daybook_reader')),
    queue: open(database.url('daybook_queue')),
  }
  afterAll(() => Promise.all(Object.values(logins).map((login) => login.end())))
  return logins
}

/** One transaction with the wall's settings made, as `inWorkspace` makes them. */
export const inside = <T>(login: Login, settings: Settings, work: (sql: Transaction) => Promise<T>): Promise<T> =>
  login.begin(async (sql) => {
    await sql`select set_config('daybook.workspace', ${settings.workspace}, true),
      set_config('daybook.actor', ${settings.actor ?? ''}, true), set_config('daybook.via', ${settings.via ?? 'setup'}, true),
      set_config('daybook.reference', ${settings.reference ?? ''}, true), set_config('daybook.now', ${settings.now ?? ''}, true)`
    return work(sql)
  }) as Promise<T>

/** The SQLSTATE that a statement is refused with, or `done`. */
export async function outcome(statement: PromiseLike<unknown>): Promise<string> {
  try {
    await statement
    return 'done'
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code
    throw error
  }
}

/** The same inside a transaction that goes on afterwards; what the statement did is undone either way. */
export async function tried(sql: Transaction, attempt: (sql: Transaction) => PromiseLike<unknown>): Promise<string> {
  const undo = Symbol('undo')
  try {
    await sql.savepoint(async (inner) => {
      const result = await attempt(inner)
      throw Object.assign(new Error('undo'), { [undo]: result })
    })
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code
    if (error instanceof Error && undo in error) return 'done'
    throw error
  }
  return 'done'
}
