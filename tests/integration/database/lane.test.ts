import { expect, test } from 'vitest'
import { bulkWorkspace, noteWorkspace, readWorkspace } from '../../../src/db/sql-workspace.js'
import { systemClock } from '../../../src/lib/clock.js'
import { asAdmin, freshDatabase } from '../../support/database.js'
import { openTestDatabase } from '../../support/open-test-database.js'
import { until } from '../../support/until.js'

const database = await freshDatabase()
const db = openTestDatabase(database, systemClock)
const scope = { workspaceId: crypto.randomUUID(), actorId: null, via: 'setup' } as const
/** As many as a lane has in tests. */
const MOST = 6

/** As an administrator's look outside of any transaction, whose view of the sessions would stay as it was. */
const endWaiting = () =>
  asAdmin(
    database.adminUrl,
    (sql) => sql`
      select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
  )

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

test('what was queued behind a statement whose connection is lost fails at once, and no connection is opened for it', async () => {
  const other = openTestDatabase(database, systemClock)
  await asAdmin(database.adminUrl, async (admin) => {
    await admin`create table held (n int)`
    await admin`grant select on held to daybook_reader`
    await admin`begin`
    await admin`lock table held` // who asks for its columns waits, and what is said after that waits in the pool
    let refused = 0
    const asked = readWorkspace(other, scope, ({ sql }) =>
      Promise.all([1, 2, 3].map((n) => sql`select n from held where n = ${n}`.catch(() => (refused += 1)))),
    )
    const broken = asked.catch((refusal: unknown) => refusal)
    await until(async () => expect(await endWaiting()).toHaveLength(1))
    expect(await broken).toMatchObject({ code: 'unavailable' })
    expect(refused).toBe(3)
    await admin`rollback`
  })
  await other.close()
})

test('who waits for a connection gets the place of one that was lost, whatever its transaction is busy with', async () => {
  const other = openTestDatabase(database, systemClock)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const pids: number[] = []
  const holding = Array.from({ length: MOST }, () =>
    readWorkspace(other, scope, async ({ sql }) => {
      const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
      pids.push(row?.pid ?? 0)
      await held
    }),
  )
  await until(() => expect(pids).toHaveLength(MOST))
  const waiting = readWorkspace(other, scope, ({ sql }) => sql`select 1`)
  await asAdmin(database.adminUrl, (sql) => sql`select pg_terminate_backend(${pids[0] ?? 0})`)
  await waiting
  letGo()
  const ends = await Promise.allSettled(holding)
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  await other.close()
})

test('a connection that is lost while it is lent is not lent again', async () => {
  const [one, two] = await Promise.allSettled([
    db.loading.borrow((sql) => sql`select pg_terminate_backend(pg_backend_pid())`),
    db.loading.borrow((sql) => sql`select ${1}::int as n`),
  ])
  expect([one.status, two.status]).toEqual(['rejected', 'fulfilled'])
  expect([...(await db.loading.borrow((sql) => sql`select ${2}::int as n`))]).toEqual([{ n: 2 }])
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
