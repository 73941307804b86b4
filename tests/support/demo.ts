import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { asAdmin } from './database.js'
import { demoHomeOf } from './demo-homes.js'
import { testServer } from './servers.js'

/** The day that the tests' demo company lives on: a Monday, with November's work and October's close in full swing. */
export const DEMO_DAY = '2026-11-23'

export type DemoProcess = {
  url: string
  child: ChildProcess
  /** As Ctrl-C does: everything it started ends before it. */
  stop(): Promise<void>
  /** As a power cut does; whatever it started in processes of their own is left. */
  kill(): Promise<void>
}

/** A fresh home for a demo. */
export async function demoHome(name: string): Promise<string> {
  const home = demoHomeOf(inject('runId'), name)
  await rm(home, { recursive: true, force: true })
  await mkdir(path.dirname(home), { recursive: true })
  return home
}

/**
 * A home in which the demo company is loaded and nothing was started yet. It is made once a run and copied, which takes a second in place of
 * half a minute. Not where the server's own user can't get to the homes: then the books lie elsewhere, and each home makes its own.
 */
export async function loadedDemoHome(name: string): Promise<string> {
  const home = await demoHome(name)
  const first = demoHomeOf(inject('runId'), 'loaded')
  const { adminUrl } = await testServer('postgres')
  await asAdmin(adminUrl, async (sql) => {
    await sql`select pg_advisory_lock(hashtext('daybook test demo home'))` // until this connection ends
    if (!existsSync(`${first}.done`)) {
      await ended(spawnDemo(first, path.resolve('tests/support/demo-home-child.ts')))
      await writeFile(`${first}.done`, '')
    }
  })
  if (existsSync(path.join(first, 'postgres/location'))) return home
  await promisify(execFile)('cp', ['-a', first, home]) // keeps whose the files are: the server's own user's
  return home
}

async function ended({ child, output }: ReturnType<typeof spawnDemo>): Promise<void> {
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the demo could not be loaded: ${output()}`)
}

/** Starts the demo company of a home in a process of its own, on free ports, and waits until its page is up. */
export async function startDemoProcess(home: string): Promise<DemoProcess> {
  const launched = launchDemoProcess(home)
  return { ...launched, url: await launched.url }
}

/** The same without waiting. */
export function launchDemoProcess(home: string): Omit<DemoProcess, 'url'> & { url: Promise<string> } {
  const { child, output } = spawnDemo(home, path.resolve('tests/support/demo-child.ts'))
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const line = output().match(/^\{"url":.*\}$/m)?.[0]
      if (line) resolve((JSON.parse(line) as { url: string }).url)
    })
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${output()}`)))
  })
  url.catch(() => undefined) // whoever kills it does not wait for its page
  return { url, child, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL') }
}

function spawnDemo(home: string, script: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', script, home, DEMO_DAY], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return { child, output: () => text }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
}
