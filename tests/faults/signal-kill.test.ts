import path from 'node:path'
import { expect, test } from 'vitest'
import { dispatch } from '../../src/bots/commands/dispatch.js'
import { addWorkingDays, workingCalendar } from '../../src/domain/people/working-days.js'
import { loadJobs } from '../../src/jobs/registry.js'
import { processOffer } from '../../src/jobs/worker.js'
import { toAppError } from '../../src/lib/errors.js'
import { dyingWorkers } from '../support/dying-workers.js'
import { mailDesk } from '../support/mail-desk.js'

/**
 * After each of what a telling does: what was found is kept, is taken into the message, the message is claimed, posted, noted as sent;
 * and after the post of the second person's.
 */
const STEPS = [4, 8, 10, 12, 14, 24]
/** Workers are made ready while another one dies. */
const AHEAD = 2
const HEARERS = ['dana', 'ben']
/** So long a deal stands before anybody hears of it. */
const QUIET_DAYS = 7

const desk = await mailDesk([
  { name: 'dana', roles: ['sales'] },
  { name: 'ben', roles: ['sales'] },
  { name: 'max', roles: ['manager'] },
])
const { slack, clock, db, scope, database, services } = desk
const workers = await dyingWorkers(path.join(import.meta.dirname, 'signal-child.ts'), {
  database,
  workspaceId: scope.workspaceId,
  slackApiUrl: slack.apiUrl,
})
const jobs = await loadJobs()

const days = STEPS.map((_, n) => addWorkingDays(workingCalendar('DE'), '2026-11-23', n))

/** Each has a deal of every day, which nobody does anything about. */
async function beginDeals(): Promise<void> {
  await say('dana', 'company new Acme')
  for (const [n, day] of days.entries()) {
    clock.set(new Date(`${day}T08:00:00Z`))
    for (const name of HEARERS) await say(name, `deal new "Deal ${n} of ${name}" company:Acme`)
  }
}

async function say(who: string, text: string): Promise<void> {
  const deps = { db, catalog: services.catalog }
  const staffId = desk.staff[who] ?? ''
  const answer = await dispatch(deps, {
    who: { workspaceId: scope.workspaceId, staffId, via: 'terminal' },
    input: { text },
  })
  expect(answer.ok, answer.reply.headline).toBe(true)
}

/** By person, how often each was told of their deal of a day. */
const told = async (n: number) =>
  Promise.all(
    HEARERS.map(async (name) => {
      const messages = await slack.stored(name)
      const about = messages.filter(({ user, text }) => user === slack.bot && text.includes(`Deal ${n} of ${name}`))
      return about.length
    }),
  )

test(`a telling that is killed at ${STEPS.length} points: nobody misses theirs, and nobody gets two, with two workers after it`, {
  timeout: 300_000,
}, async () => {
  await beginDeals()
  for (let n = 0; n < AHEAD; n += 1) workers.start()
  const killed: number[] = []
  for (const [n, step] of STEPS.entries()) {
    const now = new Date(Date.parse(`${days[n]}T09:00:00Z`) + QUIET_DAYS * 86_400_000)
    clock.set(now)
    await desk.change((tx) => tx.outbox('signal.look', {}))
    if (n + AHEAD < STEPS.length) workers.start()
    if (await workers.die(step, now.toISOString())) killed.push(step)
    // The claim of a sender that died ends after two minutes.
    clock.advance(121_000)
    await Promise.all([work(), work()])
    clock.advance(31_000)
    await Promise.all([work(), work()])
    expect(await told(n), `killed at step ${step}`).toEqual(HEARERS.map(() => 1))
  }
  expect(killed).toEqual(STEPS)
  const states = await desk.rows<{ state: string }>('select distinct state from signal')
  expect(states).toEqual([{ state: 'shown' }])
})

/** A worker, of which two run at once: what the other one is at comes again. */
async function work(): Promise<void> {
  for (let round = 0; round < 30; round += 1) {
    const rows = await desk.rows<{ id: string }>(
      `select id from outbox where done_at is null and kind like 'signal.%' and due_at <= '${clock.now().toISOString()}' order by created_at, id`,
    )
    if (rows.length === 0) return
    for (const { id } of rows) {
      await processOffer({ db, services, jobs }, { workspaceId: scope.workspaceId, outboxId: id }).catch(
        (thrown: unknown) => expect(['conflict', 'internal']).toContain(toAppError(thrown).code),
      )
    }
  }
}
