import path from 'node:path'
import { expect, test } from 'vitest'
import { dispatch } from '../../src/bots/commands/dispatch.js'
import { dyingWorkers } from '../support/dying-workers.js'
import { runErrands } from '../support/errands.js'
import { mailDesk } from '../support/mail-desk.js'

/** Of a day, after: the word of a new task is claimed, and is posted; the morning's reminder is posted. */
const STEPS = [2, 4, 12]

const desk = await mailDesk([
  { name: 'dana', roles: ['sales'] },
  { name: 'max', roles: ['manager'] },
])
const { slack, clock, db, scope, database, services } = desk
const workers = await dyingWorkers(path.join(import.meta.dirname, 'task-child.ts'), {
  database,
  workspaceId: scope.workspaceId,
  slackApiUrl: slack.apiUrl,
})

async function give(text: string): Promise<void> {
  const who = { workspaceId: scope.workspaceId, staffId: desk.staff['max'] ?? '', via: 'terminal' } as const
  const { ok, reply } = await dispatch({ db, catalog: services.catalog }, { who, input: { text } })
  expect(ok, reply.headline).toBe(true)
}

const told = async (words: RegExp): Promise<number> =>
  (await slack.stored('dana')).filter(({ user, text }) => user === slack.bot && words.test(text)).length

test(`tasks told of by a worker that is killed at ${STEPS.length} points: each is heard of once, and each morning's reminder`, {
  timeout: 120_000,
}, async () => {
  for (const _ of STEPS) workers.start()
  for (const [n, step] of STEPS.entries()) {
    const now = new Date(Date.parse('2026-11-24T09:00:00Z') + n * 86_400_000)
    clock.set(now)
    await give(`task new "Task ${n} of many" for:dana@lindenhof.test due:today`)
    await desk.change((tx) => tx.outbox('task.remind', {}))
    expect(await workers.die(step, now.toISOString()), `step ${step} was reached`).toBe(true)
    // The claim of a sender that died ends after two minutes.
    clock.advance(121_000)
    await runErrands(db, scope, services, { kinds: /^task\./ })
    expect(await told(new RegExp(`gave you .*Task ${n} of many`)), `killed at step ${step}`).toBe(1)
    expect(await told(/for you today/), `killed at step ${step}`).toBe(n + 1)
  }
})
