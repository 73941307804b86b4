import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { defineJob } from '../../src/jobs/define-job.js'
import { BACKENDS, type JobWorld, jobWorld } from '../integration/jobs/job-world.js'
import { childScript } from '../support/child-script.js'
import { until } from '../support/until.js'

const worlds = { postgres: await jobWorld('postgres'), redis: await jobWorld('redis') }

// A crashed worker's job is taken over when its lock has run out (queue.ts: up to 15 s), so both backends wait together.
describe.concurrent('a worker that is killed in the middle of a job', () => {
  it.for(BACKENDS)('%s: its job is done once by who is left', async (kind, { onTestFinished }) => {
    const world = worlds[kind]
    const killed = await killedAtWork(world)
    const done: string[] = []
    const job = defineJob({
      name: 'work',
      summary: '',
      on: ['work'],
      run: async ({ outboxId }) => void done.push(outboxId),
    })
    await world.start([job], { pollMs: 50, staleMs: 500, onFinished: onTestFinished })
    await until(async () => expect((await world.row(killed))?.doneAt).toBeInstanceOf(Date))
    const next = await world.ask('work')
    await until(async () => expect((await world.row(next))?.doneAt).toBeInstanceOf(Date))
    expect(done).toEqual([killed, next])
  })
})

/** The outbox row that a process was killed at. */
async function killedAtWork({ database, backend, ask }: JobWorld): Promise<string> {
  const script = await childScript(path.join(import.meta.dirname, 'job-child.ts'))
  const args = [database.url('daybook_app'), database.url('daybook_reader'), JSON.stringify(backend)]
  const child = spawn(process.execPath, [...script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  const id = await ask('work')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('at work')
  child.kill('SIGKILL')
  await closed
  return id
}
