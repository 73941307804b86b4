import { expect, test } from 'vitest'
import { bulkWorkspace, noteWorkspace, readWorkspace } from '../../../src/db/sql-workspace.js'
import { systemClock } from '../../../src/lib/clock.js'
import { freshDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'

const database = await freshDatabase()
const db = openTestDatabase(database, systemClock)
const scope = { workspaceId: crypto.randomUUID(), actorId: null, via: 'setup' } as const
/** As many as a lane has in tests. */
const MOST = 6

const pidOf = () =>
  readWorkspace(db, scope, async ({ sql }) => {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    return row?.pid
  })

test('one after the other takes the connection that was used last; at once each has its own, and whoever finds none free waits', async () => {
  const inTurn = [await pidOf(), await pidOf(), await pidOf()]
  expect(new Set(inTurn).size).toBe(1)
  const atOnce = await Promise.all(Array.from({ length: 3 * MOST }, pidOf))
  expect(atOnce).toContain(inTurn[0])
  expect(new Set(atOnce).size).toBeLessThanOrEqual(MOST)
  expect(await pidOf()).toBe(await pidOf())
})

test('what goes wrong is told, and leaves nothing of it behind', async () => {
  const makes = (then: (sql: Parameters<Parameters<typeof bulkWorkspace>[2]>[0]['sql']) => Promise<unknown>) =>
    bulkWorkspace(db, scope, async ({ sql }) => {
      await sql`create temporary table trace (n int unique deferrable initially deferred)`
      await then(sql)
    })
  await expect(makes((sql) => sql`select 1 / 0`)).rejects.toMatchObject({ code: 'internal' })
  await expect(makes(async () => Promise.reject(new Error('ours')))).rejects.toMatchObject({
    cause: { message: 'ours' },
  })
  await expect(makes((sql) => sql`insert into trace values (1), (1)`)).rejects.toMatchObject({ code: 'conflict' })
  // A refusal that is caught on the way has undone everything before it: that must not pass for done.
  await expect(makes((sql) => sql`select 1 / 0`.catch(() => undefined))).rejects.toMatchObject({ code: 'internal' })
  await noteWorkspace(db, scope, async ({ sql }) => {
    expect(await sql`select from pg_class where relname = 'trace'`).toHaveLength(0)
  })
})

test('a connection that breaks in between fails its own transaction alone, and nothing of it runs on the next', async () => {
  const broken = readWorkspace(db, scope, async ({ sql }) => {
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    await readWorkspace(db, scope, (other) => other.sql`select pg_terminate_backend(${row?.pid ?? 0})`)
    await sql`select pg_sleep(5)`
    return await sql`select current_setting('daybook.workspace')`
  })
  await expect(broken).rejects.toMatchObject({ code: 'unavailable' })
  expect(await pidOf()).toBe(await pidOf())
  const [here] = await readWorkspace(db, scope, ({ sql }) => sql`select current_setting('daybook.workspace') as here`)
  expect(here).toEqual({ here: scope.workspaceId })
})

test('closing waits for what is under way, and refuses what comes after', async () => {
  const other = openTestDatabase(database, systemClock)
  let isOver = false
  const slow = readWorkspace(other, scope, async ({ sql }) => {
    await sql`select pg_sleep(0.2)`
    isOver = true
  })
  await other.close()
  expect(isOver).toBe(true)
  await slow
  await expect(readWorkspace(other, scope, ({ sql }) => sql`select 1`)).rejects.toMatchObject({ code: 'unavailable' })
})

test('what is not done five seconds after closing is cut off, and its connection is not left open', async () => {
  const other = openTestDatabase(database, systemClock)
  const slow = readWorkspace(other, scope, ({ sql }) => sql`select pg_sleep(7)`)
  const [gone, closed] = await Promise.allSettled([slow, other.close()])
  expect([gone.status, closed.status]).toEqual(['rejected', 'fulfilled']) // the file fails by a connection that is left
})
