import { expect, test } from 'vitest'
import { inWorkspace } from '../../../src/db/in-workspace.js'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { defineJob } from '../../../src/jobs/define-job.js'
import { loadJobs } from '../../../src/jobs/registry.js'
import { AppError, notFound, refused } from '../../../src/lib/errors.js'
import { until } from '../../support/until.js'
import { BACKENDS, jobWorld } from './job-world.js'

/** No test of this file may depend on the relay's poll. */
const NEVER = 3_600_000

const worlds = { postgres: await jobWorld('postgres'), redis: await jobWorld('redis') }

test('every declared job names the outbox kinds that it takes', async () => {
  const { jobs } = await loadJobs()
  expect(jobs.map((job) => job.name)).toEqual(
    expect.arrayContaining(['close-card', 'close-checks', 'close-remind', 'invoice-mail', 'prune', 'seal-entries']),
  )
  for (const job of jobs) expect(job.on, job.name).not.toHaveLength(0)
})

test.each(BACKENDS)(
  '%s: a committed row is done without waiting for the poll, a rolled back one never was',
  async (kind) => {
    const world = worlds[kind]
    const seen: unknown[] = []
    const job = defineJob({ name: 'note', summary: '', on: ['noted'], run: async (_, data) => void seen.push(data) })
    await world.start([job], { pollMs: NEVER, dueMs: NEVER })
    const failing = inWorkspace(world.db, world.scope, async (tx) => {
      await tx.outbox('noted', { text: 'never' })
      throw refused('No.')
    })
    await expect(failing).rejects.toThrow('No.')
    const id = await world.ask('noted', { text: 'once' })
    await until(async () => expect((await world.row(id))?.doneAt).toBeInstanceOf(Date))
    expect(seen).toEqual([{ text: 'once' }])
    expect(await openRefs(world)).toBe(0)
  },
)

test.each(BACKENDS)('%s: every job of a kind runs, whatever the others did, until all are done', async (kind) => {
  const world = worlds[kind]
  const runs: string[] = []
  const first = defineJob({
    name: 'a-flaky',
    summary: '',
    on: ['shared'],
    run: async () => {
      runs.push('flaky')
      if (runs.filter((each) => each === 'flaky').length < 3) throw new AppError('unavailable', 'Slack is away.')
    },
  })
  const second = defineJob({ name: 'b-sound', summary: '', on: ['shared'], run: async () => void runs.push('sound') })
  await world.start([first, second], { pollMs: NEVER, dueMs: NEVER })
  const id = await world.ask('shared')
  await until(async () => {
    expect(await world.row(id)).toMatchObject({ attempts: 1, lastError: 'unavailable: Slack is away.', doneAt: null })
  })
  expect(runs.slice(0, 2)).toEqual(['flaky', 'sound'])
  await until(async () => expect((await world.row(id))?.doneAt).toBeInstanceOf(Date))
  expect(await world.row(id)).toMatchObject({ attempts: 2, lastError: null })
})

test.each(BACKENDS)(
  '%s: what can never succeed is given up at once with its reason; what is gone is dropped',
  async (kind) => {
    const world = worlds[kind]
    let runs = 0
    const hopeless = defineJob({
      name: 'hopeless',
      summary: '',
      on: ['hopeless'],
      run: async () => {
        runs += 1
        throw refused('The period is closed.')
      },
    })
    const gone = defineJob({
      name: 'gone',
      summary: '',
      on: ['gone'],
      run: async () => {
        throw notFound('There is no such deal.')
      },
    })
    const queue = await world.start([hopeless, gone], { pollMs: NEVER, dueMs: NEVER })
    const id = await world.ask('hopeless')
    const dropped = await world.ask('gone')
    const nobodys = await world.ask('nobody.listens')
    for (const each of [id, dropped, nobodys])
      await until(async () => expect((await world.row(each))?.doneAt).toBeInstanceOf(Date))
    expect(await world.row(id)).toMatchObject({ lastError: 'refused: The period is closed.' })
    expect(await world.row(dropped)).toMatchObject({ lastError: null })
    expect(runs).toBe(1)
    await until(async () => expect(await (await queue.queue.getJob(id))?.isFailed()).toBe(true))
  },
)

test.each(BACKENDS)('%s: a job that the queue lost or gave up is offered again', async (kind) => {
  const world = worlds[kind]
  let broken = true
  const job = defineJob({
    name: 'again',
    summary: '',
    on: ['again'],
    run: async () => {
      if (broken) throw new AppError('unavailable', 'Not yet.')
    },
  })
  const queue = await world.start([job], { pollMs: 50, staleMs: 200, dueMs: NEVER })
  const lost = await world.ask('again')
  await until(async () => expect((await world.row(lost))?.attempts).toBeGreaterThan(0))
  await queue.queue.remove(lost)
  broken = false
  await until(async () => expect((await world.row(lost))?.doneAt).toBeInstanceOf(Date))

  broken = true
  const failed = await world.ask('again')
  await until(async () => expect((await world.row(failed))?.attempts).toBeGreaterThan(0))
  // The queue's last attempt, without the minute that its eight take.
  const { workspaceId } = world.scope
  await until(async () => {
    await queue.queue.remove(failed)
    await queue.queue.add('outbox', { workspaceId, outboxId: failed }, { jobId: failed, attempts: 1 })
    // Where the relay was faster, its job stands there, with eight.
    expect((await queue.queue.getJob(failed))?.opts.attempts).toBe(1)
  })
  await until(async () => expect(await (await queue.queue.getJob(failed))?.isFailed()).toBe(true))
  broken = false
  await until(async () => expect((await world.row(failed))?.doneAt).toBeInstanceOf(Date))
})

test.each(BACKENDS)('%s: two services share the work and do each row once', async (kind) => {
  const world = worlds[kind]
  const done = new Map<string, number>()
  const jobOf = (who: string) =>
    defineJob({
      name: 'count',
      summary: '',
      on: ['count'],
      run: async (_, data) => {
        workers.add(who)
        await new Promise((resolve) => setImmediate(resolve))
        done.set(String(data['n']), (done.get(String(data['n'])) ?? 0) + 1)
      },
    })
  const workers = new Set<string>()
  await world.start([jobOf('one')], { pollMs: NEVER, dueMs: NEVER })
  await world.start([jobOf('two')], { pollMs: NEVER, dueMs: NEVER })
  const rows = Array.from({ length: 100 }, (_, n) => n)
  await inWorkspace(world.db, world.scope, async (tx) => {
    for (const n of rows) await tx.outbox('count', { n })
  })
  await until(async () => expect(await openRefs(world)).toBe(0))
  expect([...done.keys()].map(Number).toSorted((a, b) => a - b)).toEqual(rows)
  expect([...done.values()].every((times) => times === 1)).toBe(true)
  expect(workers.size).toBe(2)
})

test.each(BACKENDS)(
  '%s: what has failed for days is closed with its reason, what may yet succeed rests',
  async (kind) => {
    const world = worlds[kind]
    const job = defineJob({
      name: 'away',
      summary: '',
      on: ['away'],
      run: async () => {
        throw new AppError('unavailable', 'The server is away.')
      },
    })
    const old = await world.ask('away', {}, new Date(Date.now() - 5 * 86_400_000))
    const young = await world.ask('away')
    await bulkWorkspace(world.db, world.scope, ({ sql }) => sql`update outbox set attempts = 7 where kind = 'away'`)
    await world.start([job], { pollMs: 50, staleMs: 200, dueMs: NEVER })
    await until(async () => expect((await world.row(old))?.doneAt).toBeInstanceOf(Date))
    expect(await world.row(old)).toMatchObject({ attempts: 8, lastError: 'unavailable: The server is away.' })
    await until(async () => {
      const [ref] = await world.db.sql<{ rests: boolean }[]>`
      select offered_at > now() + interval '20 seconds' as rests from routing.outbox_ref where outbox_id = ${young}`
      expect(ref).toEqual({ rests: true })
    })
  },
)

const openRefs = async (world: (typeof worlds)['postgres']): Promise<number> => {
  const [row] = await world.db.sql<{ count: number }[]>`
    select count(*)::int as count from routing.outbox_ref where workspace_id = ${world.scope.workspaceId}`
  return row?.count ?? -1
}
