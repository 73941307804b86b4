import { afterAll } from 'vitest'
import { type Database, openDatabase } from '../../src/db/database.js'
import type { Clock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import type { TestDatabase } from './database.js'

/** The service's two logins on a test file's own database; closed when the file ends. LOG_LEVEL lets it talk. */
export function openTestDatabase(database: TestDatabase, clock: Clock): Database {
  const db = openUntilClosed(database, clock)
  afterAll(() => db.close())
  return db
}

/** The same for whoever closes it. */
export function openUntilClosed(database: TestDatabase, clock: Clock): Database {
  return openDatabase({
    appUrl: database.url('daybook_app'),
    readerUrl: database.url('daybook_reader'),
    clock,
    ids: randomIds,
    log: makeLogger(process.env['LOG_LEVEL'] ?? 'silent'),
    poolSize: 6,
  })
}
