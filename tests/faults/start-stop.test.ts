import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import net from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoHome } from '../support/demo.js'
import { processesOf, type RunningProcess } from '../support/processes-of.js'

/** What other programs of a machine often have: Slack's page, Postgres, IMAP, Redis. */
const USUAL_PORTS = [3000, 5432, 143, 6379]

const home = await demoHome('start-stop')
const squatters: net.Server[] = []
const started: ChildProcess[] = []

beforeAll(async () => {
  for (const port of USUAL_PORTS) {
    const server = net.createServer()
    // Taken already, or not ours to take (143 without root): then it is occupied as it is.
    await new Promise<void>((resolve) => {
      server.once('error', () => resolve()).listen(port, '127.0.0.1', () => resolve())
    })
    if (server.listening) squatters.push(server)
  }
})

afterAll(async () => {
  for (const server of squatters) server.close()
  // Only a failed test has something left to end.
  for (const child of started) child.kill('SIGTERM')
  await Promise.all(started.filter(isRunning).map((child) => once(child, 'exit')))
  await rm(home, { recursive: true, force: true })
})

it('starts with the usual ports taken, goes on after a SIGKILL, and leaves nothing after Ctrl-C', async () => {
  const first = await npmStart()
  expect(Number(new URL(first.url).port)).not.toBe(3000)
  expect((await fetch(first.url)).status).toBe(200)
  await end(first.child, 'SIGKILL')
  const left = processesOf(home)
  expect(left.some(isPostgres) && left.some(isSandbox), 'servers outlive who started them').toBe(true)

  const second = await npmStart()
  expect(second.output(), 'the company is there already').not.toContain('80 deals')
  expect((await fetch(second.url)).status).toBe(200)
  const now = processesOf(home)
  // By sessions: a connection's process is called as the server is until it has begun.
  const servers = [isPostgres, isSandbox].map((is) => new Set(now.filter(is).map(({ session }) => session)).size)
  expect(servers).toEqual([1, 1])

  const sessions = [...left, ...now].map(({ session }) => session)
  await end(second.child, 'SIGINT')
  expect(second.child.exitCode).toBe(0)
  expect(processesOf(home, sessions)).toEqual([])
}, 300_000)

const isPostgres = ({ command }: RunningProcess) => /\/postgres -D /.test(command)
const isSandbox = ({ command }: RunningProcess) => command.includes('sandbox/main.js')

type Started = { child: ChildProcess; url: string; output: () => string }

/** `npm start`, up to the line that says where the page is. In a session of its own, as in a terminal of its own. */
async function npmStart(): Promise<Started> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, DAYBOOK_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  started.push(child)
  let text = ''
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString()
      const said = /Daybook is up: {2}(\S+)[\s\S]*Ctrl-C/.exec(text)
      if (said?.[1]) resolve(said[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}: ${text}`)))
  })
  return { child, url, output: () => text }
}

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
  const closed = once(child, 'exit')
  child.kill(signal)
  await closed
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null
