import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../lib/errors.js'

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

/** Signal 0 only asks; EPERM says that it lives and is somebody else's. A zombie that nobody reaps doesn't count. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return procStat(pid)[0] !== 'Z'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in clock ticks since boot: tells a reused pid. 0 where there is no /proc. */
const startOf = (pid: number): number => Number(procStat(pid)[19] ?? 0)

/** The fields of /proc/<pid>/stat after the name (proc(5)): state first, start time at 19. Empty where there is none. */
function procStat(pid: number): string[] {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return []
  return (readFileSync(file, 'utf8').split(') ').at(-1) ?? '').split(' ')
}
