import { request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { openQueue } from '../../src/jobs/queue.js'
import { makeLogger } from '../../src/lib/logger.js'
import { Redacted } from '../../src/lib/redacted.js'
import { startWeb, type WebOptions } from '../../src/web/server.js'
import { freshDatabase } from '../support/database.js'

const database = await freshDatabase()
const queue = await openQueue({ kind: 'postgres', url: database.url('daybook_queue') }, makeLogger('silent'))
afterAll(() => queue.close())

const password = 'correct horse battery'
let heard = 0
let healthy = true

const web = (options: Partial<WebOptions> = {}) =>
  startWeb({
    host: '127.0.0.1',
    port: 0,
    adminPassword: new Redacted(password),
    queue,
    slack: (incoming, response) => {
      incoming.resume().on('end', () => {
        heard += 1
        response.end('slack')
      })
    },
    health: async () => ({ healthy, waiting: { count: 0, seconds: 0 } }),
    ...options,
  })
const served = await web()
afterAll(served.close)
const { url } = served
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })
const status = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(url + path, { headers })).status

test('shows health without authentication, and nothing else but Slack’s endpoints', async () => {
  expect(await (await fetch(`${url}/health`)).json()).toEqual({ healthy: true, waiting: { count: 0, seconds: 0 } })
  healthy = false
  expect(await status('/health')).toBe(503)
  healthy = true
  for (const path of ['/', '/queues', '/queues/', '/queues/api/queues', '/queues/static/js/main.js', '/../etc/passwd'])
    expect([401, 404], path).toContain(await status(path))
  expect(await status('/queues/api/queues')).toBe(401)
})

test('shows the queue board to the admin alone, and to nobody without a password', async () => {
  expect(await status('/queues/api/queues', basic('admin:wrong horse battery!'))).toBe(401)
  expect(await status('/queues/api/queues', basic(`root:${password}`))).toBe(401)
  expect(await status('/queues/api/queues', basic(`admin:${password}`))).toBe(200)
  const bare = await web({ adminPassword: undefined })
  expect((await fetch(`${bare.url}/queues/api/queues`)).status).toBe(404)
  await bare.close()
})

test('hands Slack’s requests on, but none that could fill the memory before its signature is looked at', async () => {
  expect(await (await fetch(`${url}/slack/events`, { method: 'POST', body: 'x'.repeat(1000) })).text()).toBe('slack')
  expect(heard).toBe(1)
  expect(await send({ 'content-length': String(3 * 1024 * 1024) })).toBe(413)
  expect(await send({ 'transfer-encoding': 'chunked' })).toBe(411)
  expect(heard).toBe(1)
})

/** Begins a request and waits for the answer without sending its body. */
const send = (headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const call = request(`${url}/slack/events`, { method: 'POST', headers }, (answer) => {
      resolve(answer.statusCode)
      call.destroy()
    })
    call.on('error', reject)
    call.flushHeaders()
  })

test('a port that is taken is a sentence that names its variable', async () => {
  const port = Number(new URL(url).port)
  await expect(web({ port })).rejects.toMatchObject({
    code: 'refused',
    userMessage: expect.stringMatching(/already.*PORT/),
  })
})

test('who guesses passwords is stopped, by their own address behind a proxy; others are not', async () => {
  const guarded = await web()
  const knock = async (ip: string, text: string) => {
    const headers = { 'x-forwarded-for': ip, ...basic(text) }
    return (await fetch(`${guarded.url}/queues/api/queues`, { headers })).status
  }
  for (let n = 0; n < 20; n += 1) expect(await knock('192.0.2.1', `admin:guess ${n}`)).toBe(401)
  expect(await knock('192.0.2.1', `admin:${password}`)).toBe(429)
  expect(await knock('192.0.2.2', `admin:${password}`)).toBe(200)
  await guarded.close()
})
