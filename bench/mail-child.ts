import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openDatabase } from '../src/db/database.js'
import { loginUrl } from '../src/db/roles.js'
import { systemClock } from '../src/lib/clock.js'
import { randomIds } from '../src/lib/ids.js'
import { makeLogger } from '../src/lib/logger.js'
import { readSecretKey } from '../src/lib/secret-box.js'
import { tuneForMail } from '../src/lib/tune-for-mail.js'
import { onDisk } from '../src/mail/files/disk.js'
import { awaitLease, withLease } from '../src/mail/hold-lease.js'
import { newHolder } from '../src/mail/holder.js'
import { scopeOf, syncAll, syncMailbox, withSession } from '../src/mail/sync-mailbox.js'
import { pollOthers, syncInbox } from '../src/mail/watch-mailbox.js'

/**
 * The service's mail worker in a process of its own, so that its memory and CPU are its own: does what it is told, and answers what
 * that took. `sync`: from log-in to log-out, as a person or a timer starts it. `polls`: as the running service looks again, that
 * many times on the connection that it has open.
 */
export type ChildOrder = { do: 'sync' } | { do: 'polls'; count: number }
export type ChildReport = {
  wallMs: number
  cpuMs: number
  /** The most that the process ever had of the machine's memory. */
  peakMb: number
  /** What of its own memory is still in use after the work, all garbage collected. */
  liveMb: number
  stored: number
}

tuneForMail()
const [adminUrl = '', key = '', mailboxId = '', rawDir = ''] = process.argv.slice(2)
const db = openDatabase({
  appUrl: loginUrl(adminUrl, key, 'daybook_app'),
  readerUrl: loginUrl(adminUrl, key, 'daybook_reader'),
  clock: systemClock,
  ids: randomIds,
  log: makeLogger('error'),
})
const deps = { db, key: readSecretKey(key), mailFiles: onDisk(rawDir), insecure: false }

const { signal } = new AbortController()

/** What a piece of work took. */
async function measured(work: () => Promise<number>): Promise<ChildReport> {
  const before = { cpu: process.cpuUsage(), at: performance.now() }
  const stored = await work()
  const wallMs = performance.now() - before.at
  const { user, system } = process.cpuUsage(before.cpu)
  const peakMb = process.resourceUsage().maxRSS / 1024
  return { wallMs, cpuMs: (user + system) / 1000, peakMb, liveMb: liveMb(), stored }
}

function liveMb(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage() // `external` says what was freed only later
  return (heapUsed + arrayBuffers) / 1024 ** 2
}

const sync = () => measured(async () => (await syncMailbox(deps, mailboxId, { signal })).stored)

async function polls(count: number): Promise<ChildReport> {
  const lease = await awaitLease(db, mailboxId, newHolder(), signal)
  const scope = scopeOf(lease)
  const summary = { stored: 0, skipped: 0, failed: 0, known: 0 }
  const pack = deps.mailFiles.packs(scope.workspaceId).open()
  return withLease(db, lease, signal, (signal) =>
    withSession({ deps, scope, lease, pack, summary, signal, onProgress: () => undefined }, async (session) => {
      await syncAll(session)
      await syncInbox(session)
      return measured(async () => {
        for (let n = 0; n < count; n += 1) {
          await pollOthers(session)
          await syncInbox(session)
        }
        return summary.stored
      })
    }),
  )
}

process.on('message', (order: ChildOrder) => {
  void (order.do === 'sync' ? sync() : polls(order.count)).then((report) => process.send?.(report))
})
process.on('disconnect', () => void db.close())
process.send?.('ready')
