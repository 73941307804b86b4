import path from 'node:path'
import { expect, test } from 'vitest'
import { addWorkingDays, workingCalendar } from '../../src/domain/people/working-days.js'
import { processOffer } from '../../src/jobs/worker.js'
import { toAppError } from '../../src/lib/errors.js'
import { closeWorld } from '../integration/close/close-world.js'
import { dyingWorkers } from '../support/dying-workers.js'
import { quietServices } from '../support/services.js'

const POINTS = 20
/** Between two points, so that the twenty go from the first transaction of a run to its last. */
const STRIDE = 1.6
/** Children are made ready while another one dies. */
const AHEAD = 3
const HEARERS = ['fay', 'carl', 'max']

const world = await closeWorld('2026-02-02T09:00:00Z')
const { slack, clock, db, scope, database } = world
await world.openMonth('2026-01')
await world.change((tx) =>
  tx.prisma.closeTask.updateMany({ where: { key: 'payroll' }, data: { ownerId: world.staff['max'] ?? null } }),
)
await world.work()
const services = { ...quietServices, chat: slack.face.chat }
const workers = await dyingWorkers(path.join(import.meta.dirname, 'close-child.ts'), {
  database,
  workspaceId: scope.workspaceId,
  slackApiUrl: slack.apiUrl,
})

/** How many messages each has from us. */
const counts = async () =>
  Object.fromEntries(
    await Promise.all(
      HEARERS.map(async (name) => {
        const messages = (await slack.stored(name)).filter(
          ({ user, text }) => user === slack.bot && /is closing/.test(text),
        )
        return [name, messages.length] as const
      }),
    ),
  )

test(`a reminder run that is killed at ${POINTS} points: nobody misses theirs, and nobody gets two, with two workers after it`, {
  timeout: 300_000,
}, async () => {
  const calendar = workingCalendar('DE')
  for (let n = 0; n < AHEAD; n += 1) workers.start()
  let day = '2026-02-06'
  const killed: number[] = []
  for (let point = 0; point < POINTS; point += 1) {
    day = addWorkingDays(calendar, day, 1)
    const now = `${day}T09:00:00Z`
    clock.set(new Date(now))
    const before = await counts()
    await world.tick()
    if (point + AHEAD < POINTS) workers.start()
    const step = Math.floor(1 + point * STRIDE)
    if (await workers.die(step, now)) killed.push(step)
    // The claim of a sender that died ends after two minutes.
    clock.advance(121_000)
    await Promise.all([work(), work()])
    expect(await counts(), `killed at step ${step}`).toEqual(
      Object.fromEntries(Object.entries(before).map(([name, count]) => [name, count + 1])),
    )
  }
  expect(killed).toHaveLength(POINTS)
  expect(await world.read(({ sql }) => sql`select from close_reminder where state <> 'sent'`)).toHaveLength(0)
})

/** A worker, of which two run at once: what the other one is at comes again. */
async function work(): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    const rows = await world.read(
      ({ sql, now }) => sql<{ id: string }[]>`
        select id from outbox where done_at is null and due_at <= ${now} order by created_at, id`,
    )
    if (rows.length === 0) return
    for (const { id } of rows) {
      await processOffer({ db, services, jobs: world.jobs }, { workspaceId: scope.workspaceId, outboxId: id }).catch(
        (thrown: unknown) => expect(['conflict', 'internal']).toContain(toAppError(thrown).code),
      )
    }
  }
}
