import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { inject } from 'vitest'

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

/** A fresh home for a demo. Not below /tmp: Postgres' own user must be able to get there. */
export async function demoHome(name: string): Promise<string> {
  const home = path.resolve('.cache/demo-homes', `${inject('runId')}-${name}`)
  await rm(home, { recursive: true, force: true })
  await mkdir(path.dirname(home), { recursive: true })
  return home
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
