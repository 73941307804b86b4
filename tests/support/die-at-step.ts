import { createInterface } from 'node:readline'
import { makeChatOut } from '../../src/bots/slack/chat-out.js'
import { makeClients, TIMEOUT_MS } from '../../src/bots/slack/clients.js'
import { type Database, openDatabase } from '../../src/db/database.js'
import { readWorkspace } from '../../src/db/sql-workspace.js'
import type { Job } from '../../src/jobs/define-job.js'
import { buildJobs } from '../../src/jobs/registry.js'
import { processOffer } from '../../src/jobs/worker.js'
import { handClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { bareServices } from './bare-services.js'

/**
 * A worker in a process of its own, which does these jobs for outbox rows of these kinds and kills itself at the step that its line of stdin
 * names:
 * `{ step, now }`. Arguments: the addresses of both logins, the workspace, Slack's API (`dying-workers.ts` gives them). What falls due
 * `restMs` after its work is done as well.
 */
export async function dieAtStep(declared: readonly Job[], kinds: readonly string[], restMs = 0): Promise<void> {
  const [appUrl = '', readerUrl = '', workspaceId = '', slackApiUrl = ''] = process.argv.slice(2)
  const clock = handClock(new Date())
  const opened = openDatabase({ appUrl, readerUrl, clock, ids: randomIds, log: makeLogger('silent'), poolSize: 2 })
  const chat = makeChatOut(opened, makeClients(opened, bareServices.key, { slackApiUrl, timeoutMs: TIMEOUT_MS }))
  const steps = countSteps()
  const context = {
    db: { ...opened, prisma: inSteps(opened.prisma, steps.around) },
    services: {
      ...bareServices,
      chat: { ...chat, post: (...args: Parameters<typeof chat.post>) => steps.around(() => chat.post(...args)) },
    },
    jobs: buildJobs([...declared]),
  }
  const openRows = () =>
    readWorkspace(
      opened,
      { workspaceId, actorId: null, via: 'job' },
      ({ sql, now }) => sql<{ id: string }[]>`
      select id from outbox where done_at is null and due_at <= ${now} and kind = any(${[...kinds]}) order by created_at, id`,
    )
  const work = async () => {
    for (let rows = await openRows(); rows.length > 0; rows = await openRows())
      for (const { id } of rows) await processOffer(context, { workspaceId, outboxId: id })
  }

  process.stdout.write('ready\n')
  for await (const line of createInterface(process.stdin)) {
    const told = JSON.parse(line) as { step: number; now: string }
    clock.set(new Date(told.now))
    steps.dieAt(told.step)
    await work()
    clock.advance(restMs)
    await work()
    process.exit(0)
  }
}

type Around = <T>(work: () => Promise<T>) => Promise<T>

/** A step is before and after every transaction and every message to the chat. */
function countSteps(): { dieAt(step: number): void; around: Around } {
  let left = 0
  const step = () => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
  }
  return {
    dieAt: (at) => {
      left = at
    },
    around: async (work) => {
      step()
      const result = await work()
      step()
      return result
    },
  }
}

const inSteps = (prisma: Database['prisma'], around: Around): Database['prisma'] =>
  new Proxy(prisma, {
    get: (target, key) => {
      const value = Reflect.get(target, key) as unknown
      if (key !== '$transaction') return value
      return (...args: unknown[]) =>
        around(() => (value as (...all: unknown[]) => Promise<unknown>).apply(target, args))
    },
  })
