import type { Database } from '../db/database.js'
import {
  claimLease,
  findLease,
  freeLease,
  LEASE_MS,
  type Lease,
  leaseLost,
  releaseLease,
  renewLease,
} from '../domain/correspondence/mailbox-lease.js'
import { AppError, notFound, refused } from '../lib/errors.js'
import { pause } from '../lib/pause.js'
import { isDeadHolder } from './holder.js'

/** Takes the lease if nobody has it, or its holder is a dead process of this machine. */
export async function takeLease(db: Database, mailboxId: string, holder: string): Promise<Lease | null> {
  const free = await claimLease(db, mailboxId, holder)
  if (free) return free
  const held = await findLease(db, mailboxId)
  if (!held?.holder || !isDeadHolder(held.holder)) return null
  await freeLease(db, mailboxId, held.holder)
  return claimLease(db, mailboxId, holder)
}

/** How often a waiting sync looks whether the lease is free. */
const LOOK_MS = 500

/**
 * Waits for a lease that may have been left behind by a killed worker on another machine. A holder that renews is alive:
 * `limited` says so. Throws `not_found` for a mailbox that is none.
 */
export async function awaitLease(db: Database, mailboxId: string, holder: string, signal: AbortSignal): Promise<Lease> {
  for (let before = null; ; ) {
    signal.throwIfAborted()
    const lease = await takeLease(db, mailboxId, holder)
    if (lease) return lease
    const now = await findLease(db, mailboxId)
    if (!now) throw notFound('There is no such mailbox.', { mailboxId })
    if (now.paused) throw refused('This mailbox is paused. `mailbox resume` lets it go on.')
    before ??= now
    if (now.until > before.until && now.fence === before.fence)
      throw new AppError('limited', 'A running Daybook follows this mailbox already and keeps it up to date.')
    await pause(LOOK_MS, signal)
  }
}

/** How long the database may leave a holder without an answer, ms; none is known to have one while its link is half open. */
const PATIENCE = { renewMs: LEASE_MS / 3, unanswered: 6, graceMs: 30_000, releaseMs: 5_000 }

/**
 * Does work while renewing the lease; the signal it is given aborts with the caller's, when the lease is lost, and when nobody answers
 * its renewals. Work that doesn't end then is left to itself after a while, which is `unavailable`: it can't write any more, and what
 * it waits for would keep the mailbox from being followed. Frees the lease at the end, whatever came.
 */
export async function withLease<T>(
  db: Database,
  lease: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  const lost = new AbortController()
  const either = AbortSignal.any([signal, lost.signal])
  let unanswered = 0
  const renew = () => {
    if (unanswered >= patience.unanswered) lost.abort(silent())
    unanswered += 1
    renewLease(db, lease)
      .then(
        (ours) => ours || lost.abort(leaseLost(lease.mailboxId)),
        (error: unknown) => db.log.warn({ err: error }, 'mailbox lease not renewed; will try again'),
      )
      .finally(() => (unanswered = 0))
  }
  const timer = setInterval(renew, patience.renewMs)
  try {
    return await endedBy(either, patience.graceMs, work(either))
  } finally {
    clearInterval(timer)
    const free = () => releaseLease(db, lease)
    // A second time: after a session was ended, the next statement fails by that too.
    await endedBy(AbortSignal.abort(), patience.releaseMs, free().catch(free)).catch((error: unknown) =>
      db.log.warn({ err: error }, 'mailbox lease not freed'),
    )
  }
}

const silent = () => new AppError('unavailable', 'The database does not answer. Please try again.')

/** What `work` comes to; once the signal is aborted it has so much time left, then this throws `unavailable`. */
async function endedBy<T>(signal: AbortSignal, graceMs: number, work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined
  let watch = () => {}
  const overdue = new Promise<never>((_, reject) => {
    watch = () => (late = setTimeout(() => reject(silent()), graceMs))
    if (signal.aborted) watch()
    else signal.addEventListener('abort', watch, { once: true })
  })
  try {
    return await Promise.race([work, overdue])
  } finally {
    clearTimeout(late)
    signal.removeEventListener('abort', watch)
  }
}
