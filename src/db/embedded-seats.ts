import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../lib/errors.js'
import { processExists, startOf } from '../lib/process.js'

/** One user's place at a shared server. Leaving runs `stop` when nobody else is seated; leaving twice is harmless. */
export type Seat = { leave(stop: () => Promise<void>): Promise<void> }

const STOP_TIMEOUT_MS = 60_000

/**
 * Counts a server's users by one file each, named after the process, so that a killed one stops counting by itself.
 * Joining and leaving can't miss each other: who joins writes its seat and then looks for somebody stopping, who
 * leaves says so and then looks for seats; at least one of the two sees the other.
 */
export async function takeSeat(dir: string): Promise<Seat> {
  const seats = path.join(dir, 'users')
  const stopping = path.join(dir, 'stopping')
  const name = `${process.pid}-${startOf(process.pid)}-${randomUUID()}`
  for (const each of [seats, stopping]) await mkdir(each, { recursive: true, mode: 0o700 })
  await writeFile(path.join(seats, name), '')
  await nobodyStopping(stopping)

  let left: Promise<void> | undefined
  const leave = async (stop: () => Promise<void>) => {
    await writeFile(path.join(stopping, name), '')
    try {
      await rm(path.join(seats, name), { force: true })
      if ((await living(seats)).length === 0) await stop()
    } finally {
      await rm(path.join(stopping, name), { force: true })
    }
  }
  return { leave: (stop) => (left ??= leave(stop)) }
}

async function nobodyStopping(stopping: string): Promise<void> {
  const deadline = performance.now() + STOP_TIMEOUT_MS
  while ((await living(stopping)).length > 0) {
    if (performance.now() > deadline)
      throw new AppError('unavailable', `Another process has been stopping Postgres for a minute. See ${stopping}.`)
    await pause(20)
  }
}

/** The entries whose process still lives; those of the dead are swept away. */
async function living(dir: string): Promise<string[]> {
  const names = await readdir(dir)
  const dead = names.filter((name) => !isAlive(name))
  for (const name of dead) await rm(path.join(dir, name), { force: true })
  return names.filter((name) => !dead.includes(name))
}

function isAlive(name: string): boolean {
  const [pid, start] = name.split('-').map(Number)
  if (!pid || !processExists(pid)) return false
  return startOf(pid) === start
}
