import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { defineJob } from '../../../src/jobs/define-job.js'
import { startTestRedis } from '../../support/start-redis.js'
import { until } from '../../support/until.js'
import { BACKENDS, type JobWorld, jobWorld } from './job-world.js'

// A server of its own: it is emptied, and other files use the run's.
const redis = await startTestRedis()
afterAll(redis.stop)
const worlds = {
  postgres: await jobWorld('postgres'),
  redis: await jobWorld('redis', { redisUrl: redis.address.url }),
}

const wipe = {
  postgres: async (world: JobWorld) => {
    const sql = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined })
    try {
      // Dropping takes every table's lock, in another order than work under way does: who loses simply tries again.
      await until(() => sql`drop schema if exists bullmq cascade`)
    } finally {
      await sql.end()
    }
  },
  redis: async () => {
    const client = new Redis(redis.address.url)
    await client.flushall()
    client.disconnect()
  },
}

test.each(BACKENDS)(
  '%s: the queue is wiped again and again while work is under way, and nothing is lost',
  async (kind) => {
    const world = worlds[kind]
    const done = new Set<unknown>()
    const job = defineJob({
      name: 'slow',
      summary: '',
      on: ['slow'],
      run: async (_, data) => {
        await pause(2) // so that a wipe finds some waiting, some at work, some done
        done.add(data['n'])
      },
    })
    await world.start([job], { pollMs: 50, staleMs: 300, dueMs: 3_600_000 })
    for (let round = 0; round < 4; round += 1) {
      await inWorkspace(world.db, world.scope, async (tx) => {
        for (let n = 0; n < 60; n += 1) await tx.outbox('slow', { n: round * 60 + n })
      })
      await until(() => expect(done.size).toBeGreaterThan(round * 60))
      await wipe[kind](world)
    }
    await until(() => expect(done.size).toBe(240))
    await until(async () => expect(await openRows(world)).toBe(0))
  },
)

test.each(BACKENDS)('%s: an idle queue is wiped, and the next row is done', async (kind) => {
  const world = worlds[kind]
  const job = defineJob({ name: 'one', summary: '', on: ['one'], run: async () => undefined })
  await world.start([job], { pollMs: 50, staleMs: 300, dueMs: 3_600_000 })
  const before = await world.ask('one')
  await until(async () => expect((await world.row(before))?.doneAt).toBeInstanceOf(Date))
  await wipe[kind](world)
  const after = await world.ask('one')
  await until(async () => expect((await world.row(after))?.doneAt).toBeInstanceOf(Date))
})

const openRows = async (world: JobWorld): Promise<number> => {
  const [row] = await world.db.sql<{ count: number }[]>`select count(*)::int as count from routing.outbox_ref`
  return row?.count ?? -1
}
