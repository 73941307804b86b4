import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { AppError } from '../lib/errors.js'
import { processExists } from '../lib/process.js'
import type { Binaries } from './embedded-binaries.js'
import { type Cluster, refuseOtherVersion } from './embedded-cluster.js'

const START_ATTEMPTS = 5
/** Crash recovery replays the log first; a minute is far beyond what a company's books need. */
const READY_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 30_000

type StartOptions = {
  durable: boolean
  urlOf: (port: number) => string
  onProgress: (step: string, ms: number) => void
}

/** The port of the cluster's server, which is adopted when it runs already and started otherwise. */
export async function ensureRunning(cluster: Cluster, binaries: Binaries, options: StartOptions): Promise<number> {
  let problem: unknown
  const start = performance.now()
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt++) {
    const running = await runningPort(cluster, options.urlOf)
    // Of one that ran already nobody has to hear.
    if (running && attempt > 0) options.onProgress('start Postgres', performance.now() - start)
    if (running) return running
    await refuseOtherVersion(cluster, binaries)
    const port = attempt === 0 ? await rememberedPort(cluster) : await freePort()
    // A failure is a port taken in between, or another process that started it first: look again.
    problem = await startServer(cluster, binaries, port, options.durable).catch((error: unknown) => error)
  }
  throw new AppError('unavailable', `Postgres does not start. Its log: ${logFile(cluster)}`, {}, problem)
}

/** Who holds the data directory, told by postmaster.pid; waits while that server comes up or goes down. */
async function runningPort(cluster: Cluster, urlOf: StartOptions['urlOf']): Promise<number | undefined> {
  const deadline = performance.now() + READY_TIMEOUT_MS
  while (performance.now() < deadline) {
    const server = await readPidFile(cluster)
    if (!server || !processExists(server.pid)) return undefined
    if (!(await isServerOf(server.pid, cluster))) {
      await rm(pidFile(cluster)) // a pid that was given away since: Postgres itself would refuse to start
      return undefined
    }
    if (server.ready && (await answers(urlOf(server.port), cluster))) return server.port
    await pause(50)
  }
  throw new AppError('unavailable', `Postgres runs but does not answer. Its log: ${logFile(cluster)}`)
}

const pidFile = (cluster: Cluster) => path.join(cluster.data, 'postmaster.pid')
const logFile = (cluster: Cluster) => path.join(cluster.data, 'server.log')

/** Line 1 is the pid, 4 the port, 8 the status (postgres src/include/utils/pidfile.h). */
async function readPidFile(cluster: Cluster): Promise<{ pid: number; port: number; ready: boolean } | undefined> {
  const text = await readFile(pidFile(cluster), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** The command line is the one thing of another user's process that everybody may read. */
async function isServerOf(pid: number, cluster: Cluster): Promise<boolean> {
  if (!existsSync('/proc/self/cmdline')) return true
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.split('\0').includes(cluster.data)
}

async function answers(url: string, cluster: Cluster): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    const [row] = await sql<{ dir: string }[]>`select current_setting('data_directory') as dir`
    return row?.dir === cluster.data
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') return false
    const message = `The password in ${cluster.dir}/password is not the one its Postgres was made with. Restore that file, or choose another home.`
    throw new AppError('refused', message, {}, error)
  } finally {
    await sql.end()
  }
}

/**
 * Starts the server in a session of its own (Ctrl-C must not reach it before we do), and waits until it takes
 * connections. It outlives this process when others still use it.
 */
async function startServer(cluster: Cluster, binaries: Binaries, port: number, durable: boolean): Promise<void> {
  const settings = serverSettings(durable).flatMap((setting) => ['-c', setting])
  const log = await open(logFile(cluster), 'a')
  const options = {
    ...binaries.owner,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  } satisfies SpawnOptions
  const server = spawn(binaries.postgres, ['-D', cluster.data, '-p', String(port), ...settings], options)
  const ended = new Promise<never>((_resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}`)))
  })
  const ready = async () => {
    const deadline = performance.now() + READY_TIMEOUT_MS
    while (performance.now() < deadline && server.exitCode === null && server.signalCode === null) {
      const state = await readPidFile(cluster)
      if (state?.pid === server.pid && state?.ready) return
      await pause(20)
    }
  }
  try {
    await Promise.race([ready(), ended])
  } finally {
    server.unref()
    await log.close()
  }
  await writeFile(path.join(cluster.dir, 'port'), String(port))
}

const serverSettings = (durable: boolean): string[] => [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_preload_libraries=pg_stat_statements',
  ...(durable ? [`shared_buffers=${buffersMb()}MB`] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
]

/**
 * An eighth of the memory: the server shares the machine with the service (alone it would take a quarter; PostgreSQL, "Resource
 * Consumption"). Less has every search of a large company copy its pages from the system; with three gigabytes the first look at each
 * page cost half as much again.
 */
const buffersMb = (): number => Math.max(128, Math.min(1024, Math.floor(totalmem() / 2 ** 20 / 8)))

/** The port of last time while it is free, so that a psql in another window keeps working over a restart. */
async function rememberedPort(cluster: Cluster): Promise<number> {
  const port = Number(await readFile(path.join(cluster.dir, 'port'), 'utf8').catch(() => '0'))
  return port > 0 ? freePort(port).catch(() => freePort()) : freePort()
}

/** Asks the system for a free port on 127.0.0.1; with `wanted`, fails when that one is taken. */
function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject)
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** Ends open connections and writes everything out (fast); a server that hangs is ended hard and recovers later. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const server = await readPidFile(cluster)
  if (!server || !processExists(server.pid) || !(await isServerOf(server.pid, cluster))) return
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(server.pid, signal)
    const deadline = performance.now() + STOP_TIMEOUT_MS
    while (performance.now() < deadline) {
      if (!processExists(server.pid)) return
      await pause(20)
    }
  }
  throw new AppError('unavailable', `Postgres (process ${server.pid}) does not stop. Its log: ${logFile(cluster)}`)
}
