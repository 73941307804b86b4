import { setMaxListeners } from 'node:events'
import { isLeaseLost, type Lease } from '../domain/correspondence/mailbox-lease.js'
import { listLeasable } from '../domain/correspondence/mailbox-store.js'
import { toAppError } from '../lib/errors.js'
import { pause } from '../lib/pause.js'
import { backOffMs } from './back-off.js'
import { takeLease, withLease } from './hold-lease.js'
import { newHolder } from './holder.js'
import { mayPass, noteFailure, type SyncRun, scopeOf, syncAll, withSession } from './sync-mailbox.js'
import type { MailDeps } from './sync-session.js'
import { watchMailbox } from './watch-mailbox.js'

/** How often to look for mailboxes that were added, or whose worker is gone. */
const SCAN_MS = 2_000

/**
 * Follows every mailbox that no other worker follows, until the signal is aborted; resolves when all have stopped. Any
 * number of processes may do this: each mailbox is followed by one of them.
 */
export async function followMailboxes(deps: MailDeps, signal: AbortSignal): Promise<void> {
  setMaxListeners(0, signal) // one listener a mailbox
  const holder = newHolder()
  const followed = new Map<string, Promise<void>>()
  while (!signal.aborted) {
    try {
      for (const { mailboxId } of await listLeasable(deps.db)) {
        if (followed.has(mailboxId)) continue
        const lease = await takeLease(deps.db, mailboxId, holder)
        if (lease)
          followed.set(
            mailboxId,
            followOne(deps, lease, signal).finally(() => followed.delete(mailboxId)),
          )
      }
    } catch (error) {
      deps.db.log.warn({ err: error }, 'mailboxes not listed; will try again')
    }
    await pause(SCAN_MS, signal)
  }
  await Promise.all(followed.values())
}

/** One mailbox under its lease, over broken connections, until stopped or the lease is lost. Never rejects. */
async function followOne(deps: MailDeps, lease: Lease, stop: AbortSignal): Promise<void> {
  try {
    const scope = scopeOf(lease)
    const pack = deps.mailFiles.packs(scope.workspaceId).open()
    try {
      await withLease(deps.db, lease, stop, (signal) =>
        keepFollowing({
          deps,
          scope,
          lease,
          pack,
          signal,
          summary: { stored: 0, skipped: 0, failed: 0, known: 0 },
          onProgress: () => undefined,
        }),
      )
    } finally {
      await pack.close()
    }
  } catch (error) {
    deps.db.log.warn({ err: error, mailboxId: lease.mailboxId }, 'mailbox let go')
  }
}

/** A wrong password does not mend itself: such a mailbox is tried at the longest pause. */
const HOPELESS = 10

/** A connection that was watched for so long was a good one, ms: a server that ends each at once is not logged in to twice a second. */
const STEADY_MS = 60_000

async function keepFollowing(run: SyncRun): Promise<void> {
  for (let failures = 0; !run.signal.aborted; ) {
    let caughtUpAt = Number.POSITIVE_INFINITY
    try {
      await withSession(run, async (session) => {
        await syncAll(session)
        caughtUpAt = performance.now()
        await watchMailbox(session)
      })
    } catch (thrown) {
      if (run.signal.aborted) return
      if (performance.now() - caughtUpAt > STEADY_MS) failures = 0
      const error = toAppError(thrown)
      if (isLeaseLost(error)) throw error
      failures = mayPass(error) ? failures + 1 : HOPELESS
      // The first break is everyday (a server restarts, a router forgets); it is worth a word when it goes on.
      if (failures > 1) await noteFailure(run, error)
      await pause(backOffMs(failures), run.signal)
    }
  }
}
