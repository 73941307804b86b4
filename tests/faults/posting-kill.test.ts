import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, it } from 'vitest'
import { sealAll } from '../../src/domain/ledger/seal-entries.js'
import { storeEntry } from '../../src/domain/ledger/stored-entry.js'
import { handClock } from '../../src/lib/clock.js'
import { bookFaults } from '../support/book-faults.js'
import { entry, openTestBooks } from '../support/books.js'
import { childScript } from '../support/child-script.js'
import { freshDatabase } from '../support/database.js'
import { randomKiller } from '../support/killed-amid.js'
import { openTestDatabase } from '../support/open-test-database.js'

const KILLS = 20
const database = await freshDatabase()
const clock = handClock(new Date('2026-11-23T09:00:00Z'))
const books = await openTestBooks(openTestDatabase(database, clock), clock)

it(`a run of postings killed at ${KILLS} random points has lost nothing that it answered, and halved nothing`, {
  timeout: 600_000,
}, async () => {
  const customer = await books.customer('Kranich')
  const made = await books.change((tx) => entry(tx, '2026-10-15', 'Rent', { '6310': '1.00', '1800': '-1.00' }))
  const script = await childScript(path.join(import.meta.dirname, 'posting-child.ts'))
  const args = [
    database.url('daybook_app'),
    database.url('daybook_reader'),
    books.scope.workspaceId,
    customer,
    JSON.stringify(storeEntry(made)),
  ]
  const killer = randomKiller()
  const answered: string[] = []
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = spawn(process.execPath, [...script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    answered.push(...(await killer.kill(child, 23, 20)))
  }
  await sealAll(books.db, books.scope)
  const stored = await books.read(
    ({ sql, scope }) => sql<{ id: string }[]>`
      select id::text from journal_entry where workspace_id = ${scope.workspaceId}
      union all select 'invoice ' || id from invoice where workspace_id = ${scope.workspaceId} and number is not null`,
  )
  const ids = new Set(stored.map(({ id }) => id))
  expect(
    answered.filter((id) => !ids.has(id)),
    `seed ${killer.seed}`,
  ).toEqual([])
  expect(answered.length).toBeGreaterThan(KILLS)
  expect(await books.read(bookFaults), `seed ${killer.seed}`).toEqual([])
})
