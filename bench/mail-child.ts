import { openDatabase } from '../src/db/database.js'
import { loginUrl } from '../src/db/roles.js'
import { systemClock } from '../src/lib/clock.js'
import { randomIds } from '../src/lib/ids.js'
import { makeLogger } from '../src/lib/logger.js'
import { readSecretKey } from '../src/lib/secret-box.js'
import { syncMailbox } from '../src/mail/sync-mailbox.js'

/**
 * The service's mail worker in a process of its own, so that its memory and CPU are its own: syncs once for each message
 * it gets, and answers what that took.
 */
export type ChildReport = { wallMs: number; cpuMs: number; peakMb: number; stored: number }

const [adminUrl = '', key = '', mailboxId = '', rawDir = ''] = process.argv.slice(2)
const db = openDatabase({
  appUrl: loginUrl(adminUrl, key, 'daybook_app'),
  readerUrl: loginUrl(adminUrl, key, 'daybook_reader'),
  clock: systemClock,
  ids: randomIds,
  log: makeLogger('error'),
})
const deps = { db, key: readSecretKey(key), rawDir, insecure: false }

async function report(): Promise<void> {
  const before = { cpu: process.cpuUsage(), at: performance.now() }
  const { stored } = await syncMailbox(deps, mailboxId, { signal: new AbortController().signal })
  const wallMs = performance.now() - before.at
  const { user, system } = process.cpuUsage(before.cpu)
  const peakMb = process.resourceUsage().maxRSS / 1024
  process.send?.({ wallMs, cpuMs: (user + system) / 1000, peakMb, stored } satisfies ChildReport)
}

process.on('message', () => void report())
process.on('disconnect', () => void db.close())
process.send?.('ready')
