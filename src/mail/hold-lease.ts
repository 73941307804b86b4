import type { Database } from '../db/database.js'
import {
  claimLease,
  findLease,
  freeLease,
  LEASE_MS,
  type Lease,
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

/**
 * Does work while renewing the lease; the signal it is given aborts with the caller's or when the lease is lost. Frees the
 * lease at the end, whatever came.
 */
export async function withLease<T>(
  db: Database,
  lease: Lease,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController()
  const renew = () => {
    renewLease(db, lease).then(
      (ours) =>
        ours || lost.abort(new AppError('conflict', 'Another worker follows this mailbox now, or it was paused.')),
      (error: unknown) => db.log.warn({ err: error }, 'mailbox lease not renewed; will try again'),
    )
  }
  const timer = setInterval(renew, LEASE_MS / 3)
  try {
    return await work(AbortSignal.any([signal, lost.signal]))
  } finally {
    clearInterval(timer)
    await releaseLease(db, lease).catch((error: unknown) => db.log.warn({ err: error }, 'mailbox lease not freed'))
  }
}
