import net from 'node:net'
import { afterAll, expect, onTestFinished, test, vi } from 'vitest'
import { defineJob } from '../../../src/jobs/define-job.js'
import { openQueue } from '../../../src/jobs/queue.js'
import { buildJobs } from '../../../src/jobs/registry.js'
import { startJobs } from '../../../src/jobs/start-jobs.js'
import { makeLogger } from '../../../src/lib/logger.js'
import { freshRedis } from '../../support/redis.js'
import { quietServices } from '../../support/services.js'
import { until } from '../../support/until.js'
import { jobWorld } from './job-world.js'

const { url, prefix } = await freshRedis()
const server = net.createServer((here) => {
  const there = net.connect(Number(new URL(url).port), '127.0.0.1')
  for (const [from, to] of [
    [here, there],
    [there, here],
  ] as const)
    from
      .on('error', () => to.destroy())
      .on('close', () => to.destroy())
      .pipe(to)
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const listen = (port: number) =>
  new Promise<number>((resolve) =>
    server.listen(port, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port)),
  )
const away = await listen(0)
await new Promise((resolve) => server.close(resolve))
const awayUrl = `redis://127.0.0.1:${away}`

test('a Redis that is away at the start keeps nobody from starting; what was asked is done when it comes', async () => {
  const world = await jobWorld('redis', { redisUrl: awayUrl })
  const done = vi.fn<() => void>()
  const jobs = buildJobs([defineJob({ name: 'late', summary: '', on: ['late'], run: async () => done() })])
  const queue = await openQueue({ kind: 'redis', url: awayUrl, prefix }, world.db.log)
  const stop = await startJobs({ db: world.db, queue, services: quietServices, jobs, pollMs: 50 })
  onTestFinished(async () => {
    await stop()
    await queue.close()
  })
  const id = await world.ask('late')
  expect(done).not.toHaveBeenCalled()
  await listen(away)
  await until(async () => expect((await world.row(id))?.doneAt).toBeInstanceOf(Date))
  expect(done).toHaveBeenCalled()
})

test('a queue whose Redis never came is closed at once', async () => {
  const queue = await openQueue({ kind: 'redis', url: 'redis://127.0.0.1:1' }, makeLogger('silent'))
  queue.work(async () => undefined, 1)
  await expect(queue.close()).resolves.toBeUndefined()
})
