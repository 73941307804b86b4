import postgres from 'postgres'
import { readConfig } from '../../src/config.js'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.js'
import { builtDemo, builtStore } from './built.js'
import type { DemoState } from './state.js'
import { demoClock } from './time.js'

type Progress = (step: string, ms: number) => void

/** The channel in which the close's card is kept. */
export const CLOSE_CHANNEL = 'C0FINANCE0'
export const SUPPORT_CHANNEL = 'C0SUPPORT0'

const FINISHED = 'daybook'
const LOADING = 'daybook_loading'

/**
 * Makes sure that the home has the demo company. It is loaded into a database of its own that takes its final name at the
 * end, so a start that was killed half-way leaves nothing half-told.
 */
export async function ensureCompany(home: string, state: DemoState, onProgress: Progress): Promise<void> {
  const server = await startEmbeddedPostgres({ home, onProgress })
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  try {
    const [there] = await admin`select from pg_database where datname = ${FINISHED}`
    if (there) return
    await admin`drop database if exists ${admin(LOADING)} with (force)`
    await load(home, databaseUrl(server.adminUrl, LOADING), state, onProgress)
    await admin`alter database ${admin(LOADING)} rename to ${admin(FINISHED)}`
  } finally {
    await admin.end()
    await server.stop()
  }
}

async function load(home: string, url: string, state: DemoState, onProgress: Progress): Promise<void> {
  const { openStore } = await builtStore()
  const { loadDemo } = await builtDemo()
  const store = await openStore(readConfig({ DAYBOOK_HOME: home, DATABASE_URL: url, LOG_LEVEL: 'warn' }), {
    onProgress,
    clock: demoClock(state),
    isBeside: true,
  })
  try {
    await loadDemo(store.db, {
      seed: state.seed,
      anchor: state.anchor,
      closeChannel: CLOSE_CHANNEL,
      supportChannel: SUPPORT_CHANNEL,
      onProgress,
    })
  } finally {
    await store.close()
  }
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}
