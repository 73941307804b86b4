import { findBinaries, serverOwner } from './embedded-binaries.js'
import { clusterPassword, createCluster, openCluster } from './embedded-cluster.js'
import { takeSeat } from './embedded-seats.js'
import { ensureRunning, stopServer } from './embedded-server.js'

export type EmbeddedOptions = {
  /** The directory that keeps the company: the cluster lives in `<home>/postgres`. Made when missing. */
  home: string
  /** `false` trades safety against a power cut for speed; for tests only. Default `true`. */
  durable?: boolean
  /** Called after each step that took work, with its time in milliseconds. */
  onProgress?: (step: string, ms: number) => void
}

export type EmbeddedPostgres = {
  /** The superuser's URL, for migrations and administration only; the service has logins of its own. */
  adminUrl: string
  /** Gives up this user's seat; the last one out stops the server. */
  stop(): Promise<void>
}

/**
 * Joins the Postgres server of a home, starting it first when nobody runs it. Several processes may hold the same
 * home; a server left over from a killed process is adopted. Errors: `refused` when the home belongs to another
 * person or another version, `unavailable` when the server does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { home, durable = true, onProgress = () => {} } = options
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const value = await work()
    onProgress(step, performance.now() - start)
    return value
  }
  const owner = await serverOwner()
  const binaries = await findBinaries(owner)
  const cluster = await openCluster(home, owner)
  const seat = await takeSeat(cluster.dir)
  const stop = () => seat.leave(() => stopServer(cluster))
  try {
    const password = await clusterPassword(cluster)
    if (!cluster.exists()) await timed('create the database cluster', () => createCluster(cluster, binaries, password))
    const urlOf = (port: number) => `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
    const port = await ensureRunning(cluster, binaries, { durable, urlOf, onProgress })
    return { adminUrl: urlOf(port), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
