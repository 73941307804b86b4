import type { Database } from '../../db/database.js'
import type { Sql, SqlTransaction } from '../../db/sql-types.js'
import { type SqlScope, unhurried } from '../../db/sql-workspace.js'
import { AppError } from '../../lib/errors.js'

/** The right to follow a mailbox, until it runs out. The fence tells this holder from a later one. */
export type Lease = { mailboxId: string; workspaceId: string; holder: string; fence: bigint }

/** Long enough to live through a slow batch and a restarted database, short enough that a dead worker is soon replaced. */
export const LEASE_MS = 30_000

/**
 * Takes a mailbox that nobody holds; null when somebody does. Times are the database server's, the one clock all workers share.
 * The commit is not waited for on disk, here as in all that moves a lease: what a crash of the server takes back, another may take,
 * and `assertLease` asks for the holder's own name.
 */
export async function claimLease(db: Database, mailboxId: string, holder: string): Promise<Lease | null> {
  const [row] = await db.sql<{ workspaceId: string; fence: bigint }[]>`
    update routing.mailbox_lease set holder = ${holder}, fence = fence + 1, until = now() + ${LEASE_MS} * interval '1 millisecond'
     where mailbox_id = ${mailboxId} and until < now() and not paused and ${unhurried(db.sql)}
    returning workspace_id as "workspaceId", fence`
  return row ? { mailboxId, holder, ...row } : null
}

/** False when the lease ran out and somebody else has it, or the mailbox rests. */
export async function renewLease(db: Database, lease: Lease): Promise<boolean> {
  const rows = await db.sql`
    update routing.mailbox_lease set until = now() + ${LEASE_MS} * interval '1 millisecond'
     where ${isOurs(db.sql, lease)} and not paused and ${unhurried(db.sql)} returning 1`
  return rows.length === 1
}

/** Lets another worker begin at once. */
export const releaseLease = (db: Database, lease: Lease) => db.sql`
  update routing.mailbox_lease set holder = null, until = '-infinity' where ${isOurs(db.sql, lease)} and ${unhurried(db.sql)}`

export const leaseLost = (mailboxId: string) =>
  new AppError('conflict', 'Another worker follows this mailbox now, or it was paused.', { mailboxId, lease: 'lost' })

/** Whether an error is that of a worker whose mailbox is another's by now: it has nothing to say about it any more. */
export const isLeaseLost = ({ detail }: AppError): boolean => detail['lease'] === 'lost'

/**
 * In the transaction that stores: throws `conflict` unless the lease is still ours, and keeps others from taking it until
 * the commit. A worker that slept through its lease can therefore write nothing.
 */
export async function assertLease({ sql }: SqlScope, lease: Lease): Promise<void> {
  const rows = await sql`select 1 from routing.mailbox_lease where ${isOurs(sql, lease)} and not paused for share`
  if (rows.length === 0) throw leaseLost(lease.mailboxId)
}

/** The fence alone could be given twice: a claim that a crash took back leaves its number to the next. */
const isOurs = (sql: Sql | SqlTransaction, { mailboxId, holder, fence }: Lease) =>
  sql`mailbox_id = ${mailboxId} and fence = ${fence} and holder = ${holder}`

/** Who has it, or had it last. */
export async function findLease(
  db: Database,
  mailboxId: string,
): Promise<{ workspaceId: string; holder: string | null; fence: bigint; until: number; paused: boolean } | null> {
  // As a number: an unheld lease ended at -infinity, which no Date can say.
  const [row] = await db.sql<
    { workspaceId: string; holder: string | null; fence: bigint; until: number; paused: boolean }[]
  >`
    select workspace_id as "workspaceId", holder, fence, paused, extract(epoch from until)::float8 as until
      from routing.mailbox_lease where mailbox_id = ${mailboxId}`
  return row ?? null
}

/** Ends the lease of a holder that is known to be dead. */
export const freeLease = (db: Database, mailboxId: string, holder: string) => db.sql`
  update routing.mailbox_lease set until = '-infinity' where mailbox_id = ${mailboxId} and holder = ${holder}`

/** Nobody takes it, and whoever has it stops, until it is no longer paused. */
export const pauseLease = ({ sql }: SqlScope, mailboxId: string, paused: boolean) =>
  sql`update routing.mailbox_lease set paused = ${paused} where mailbox_id = ${mailboxId}`
