import type { TestProject } from 'vitest/node'
import { dropDemoHomes } from './demo-homes.js'
import { openServerDesk } from './server-desk.js'
import { startTestChromium } from './start-chromium.js'
import { startTestMailroom } from './start-mailroom.js'
import { startTestNotmuch } from './start-notmuch.js'
import { startTestPostgres } from './start-postgres.js'
import { startTestRedis } from './start-redis.js'

/** Runs once, in Vitest's main process; what it answers runs when the last file is through. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runId = String(process.pid)
  await dropDemoHomes(runId) // of a run that had this number before and was killed
  const desk = await openServerDesk({
    postgres: () => startTestPostgres(runId),
    redis: startTestRedis,
    mailroom: startTestMailroom,
    chromium: startTestChromium,
    notmuch: startTestNotmuch,
  })
  project.provide('serverDesk', desk.url)
  project.provide('runId', runId)
  return async () => {
    await desk.close()
    await dropDemoHomes(runId)
  }
}
