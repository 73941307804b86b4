/** A worker of its own for `signal-kill.test.ts`: looks for signals and tells them, and kills itself at the step that it is told. */
import { createInterface } from 'node:readline'
import { makeSlackFace } from '../../src/bots/slack/app.js'
import { type Database, openDatabase } from '../../src/db/database.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import { buildJobs } from '../../src/jobs/registry.js'
import type { ChatOut } from '../../src/jobs/services.js'
import look from '../../src/jobs/tasks/signal-look.js'
import tell from '../../src/jobs/tasks/signal-tell.js'
import { processOffer } from '../../src/jobs/worker.js'
import { handClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { Redacted } from '../../src/lib/redacted.js'
import { bareServices } from '../support/bare-services.js'

const [appUrl = '', readerUrl = '', workspaceId = '', slackApiUrl = ''] = process.argv.slice(2)
const clock = handClock(new Date())
const opened = openDatabase({ appUrl, readerUrl, clock, ids: randomIds, log: makeLogger('silent'), poolSize: 2 })
let left = 0

/** Before and after every transaction and every call of the chat. */
function step(): void {
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

async function stepped<T>(work: () => Promise<T>): Promise<T> {
  step()
  const result = await work()
  step()
  return result
}

const prisma = new Proxy(opened.prisma, {
  get: (target, key) => {
    const value = Reflect.get(target, key) as unknown
    if (key !== '$transaction') return value
    return (...args: unknown[]) => stepped(() => (value as (...all: unknown[]) => Promise<unknown>).apply(target, args))
  },
})
const db: Database = { ...opened, prisma }
const face = await makeSlackFace({
  db: opened,
  deps: { db: opened, catalog: bareServices.catalog },
  key: bareServices.key,
  signingSecret: new Redacted('-'),
  publicUrl: undefined,
  slackApiUrl,
})
const chat: ChatOut = {
  ...face.chat,
  post: (...args) => stepped(() => face.chat.post(...args)),
}
const jobs = buildJobs([look, tell])
const services = { ...bareServices, chat }
const openRows = () =>
  readWorkspace(
    opened,
    { workspaceId, actorId: null, via: 'job' },
    ({ sql, now }) => sql<{ id: string }[]>`
      select id from outbox where done_at is null and due_at <= ${now} and kind in ('signal.look', 'signal.tell') order by created_at, id`,
  )

async function work(): Promise<void> {
  for (let rows = await openRows(); rows.length > 0; rows = await openRows())
    for (const { id } of rows) await processOffer({ db, services, jobs }, { workspaceId, outboxId: id })
}

process.stdout.write('ready\n')
for await (const line of createInterface(process.stdin)) {
  const told = JSON.parse(line) as { step: number; now: string }
  clock.set(new Date(told.now))
  left = told.step
  await work()
  // What is found within half a minute is told together.
  clock.advance(31_000)
  await work()
  process.exit(0)
}
