import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { bulkWorkspace } from '../../../src/db/sql-workspace.js'
import { defineJob, every } from '../../../src/jobs/define-job.js'
import { ensureSchedules, runDue } from '../../../src/jobs/due.js'
import { buildJobs, loadJobs } from '../../../src/jobs/registry.js'
import { handClock } from '../../../src/lib/clock.js'
import { until } from '../../support/until.js'
import { BACKENDS, jobWorld, newCompany } from './job-world.js'

const HOUR = 3_600_000
const start = new Date('2026-11-23T09:07:00Z')
const clocks = { postgres: handClock(start), redis: handClock(start) }
const worlds = {
  postgres: await jobWorld('postgres', { clock: clocks.postgres }),
  redis: await jobWorld('redis', { clock: clocks.redis }),
}

test('a schedule falls on whole quarters, hours and days, always after the instant given', () => {
  const at = (text: string) => new Date(`2026-11-23T${text}Z`)
  expect(every(15)(at('09:07:00'))).toEqual(at('09:15:00'))
  expect(every(15)(at('09:15:00'))).toEqual(at('09:30:00'))
  expect(every(60)(at('23:59:59'))).toEqual(new Date('2026-11-24T00:00:00Z'))
  expect(every(1440, 190)(at('03:09:59'))).toEqual(at('03:10:00'))
  expect(every(1440, 190)(at('03:10:00'))).toEqual(new Date('2026-11-24T03:10:00Z'))
})

test('a kind is scheduled by one job, which takes it', () => {
  const job = (name: string, on: string[]) =>
    defineJob({ name, summary: '', on, run: async () => undefined, schedule: { kind: 'tick', next: every(15) } })
  expect(() => buildJobs([job('one', ['tick']), job('two', ['tick'])])).toThrow('scheduled by two jobs')
  expect(() => buildJobs([job('one', ['tock'])])).toThrow("doesn't take it")
})

test('what is declared schedules each kind once, and the books are sealed by the clock', async () => {
  const { jobs } = await loadJobs()
  const kinds = jobs.flatMap((job) => (job.schedule ? [job.schedule.kind] : []))
  expect(kinds).toContain('ledger.seal')
  expect(new Set(kinds).size).toBe(kinds.length)
})

test.each(BACKENDS)('%s: a run that was missed for a weekend is caught up once for each company', async (kind) => {
  const world = worlds[kind]
  const clock = clocks[kind]
  const ran: { workspaceId: string; dueAt: unknown }[] = []
  const job = defineJob({
    name: 'tick',
    summary: '',
    on: ['tick', 'company.event'],
    schedule: { kind: 'tick', next: every(15) },
    run: async ({ scope }, data) => void ran.push({ workspaceId: scope.workspaceId, dueAt: data['dueAt'] }),
  })
  const jobs = buildJobs([job])
  const other = await newCompany(world.db)
  await ensureSchedules(world.db, jobs)
  expect(await runDue(world.db, jobs)).toBe(0)
  clock.advance(63 * HOUR)
  await world.start([job], { pollMs: 50, dueMs: 20 })
  await until(() => expect(ran).toHaveLength(2))
  const dueAt = '2026-11-23T09:15:00.000Z'
  expect(new Set(ran.map((each) => each.workspaceId))).toEqual(new Set([world.scope.workspaceId, other]))
  expect(ran.every((each) => each.dueAt === dueAt)).toBe(true)
  const due = await world.db.sql<{ kind: string; at: Date }[]>`select distinct kind, at from routing.due`
  expect([...due]).toEqual([{ kind: 'tick', at: new Date('2026-11-26T00:15:00Z') }])
  clock.advance(HOUR)
  await until(() => expect(ran).toHaveLength(4))
})

test('two processes that look at the same moment make one row of it', async () => {
  const world = worlds.postgres
  const job = defineJob({
    name: 'tock',
    summary: '',
    on: ['tock'],
    schedule: { kind: 'tock', next: every(15) },
    run: async () => undefined,
  })
  const jobs = buildJobs([job])
  await ensureSchedules(world.db, jobs)
  clocks.postgres.advance(HOUR)
  await Promise.all([runDue(world.db, jobs), runDue(world.db, jobs), runDue(world.db, jobs)])
  const rows = await bulkWorkspace(
    world.db,
    world.scope,
    ({ sql }) => sql`select from outbox where workspace_id = ${world.scope.workspaceId} and kind = 'tock'`,
  )
  expect(rows).toHaveLength(1)
})

test('a company whose schedules can’t be run keeps no other from its own', async () => {
  const world = worlds.postgres
  const schedule = { kind: 'tuck', next: every(15) }
  const jobs = buildJobs([defineJob({ name: 'tuck', summary: '', on: ['tuck'], schedule, run: async () => undefined })])
  await ensureSchedules(world.db, jobs)
  // The oldest of all is of a company that is not whole: nothing can be written for it.
  const broken = randomUUID()
  const admin = postgres(world.database.adminUrl, { max: 1 })
  await admin`insert into routing.due (at, kind, id, workspace_id) values ('2020-01-01', 'tuck', ${broken}, ${broken})`
  clocks.postgres.advance(HOUR)
  await runDue(world.db, jobs)
  await admin`delete from routing.due where id = ${broken}`
  await admin.end()
  const rows = await bulkWorkspace(world.db, world.scope, ({ sql }) => sql`select from outbox where kind = 'tuck'`)
  expect(rows).toHaveLength(1)
})

test('what is long done is removed, what is open or young stays', async () => {
  const world = worlds.postgres
  const { jobs } = await loadJobs()
  const prune = jobs.find((job) => job.name === 'prune')
  const { workspaceId } = world.scope
  const old = await world.ask('old')
  const open = await world.ask('open')
  clocks.postgres.advance(20 * 24 * HOUR)
  const young = await world.ask('young')
  const done = (id: string) =>
    bulkWorkspace(world.db, world.scope, ({ sql, now }) => sql`update outbox set done_at = ${now} where id = ${id}`)
  await done(young)
  clocks.postgres.advance(-20 * 24 * HOUR)
  await done(old)
  clocks.postgres.advance(20 * 24 * HOUR)
  const { db, scope } = world
  const context = { db, scope, services: {} as never, log: db.log, kind: 'prune', outboxId: '' }
  await prune?.run(context, {})
  expect(await world.row(old)).toBeUndefined()
  expect(await world.row(open)).toBeDefined()
  expect(await world.row(young)).toBeDefined()
  expect(workspaceId).toBe(scope.workspaceId)
})
