import type { Database } from '../../db/database.js'

/** The right to fetch a mailbox's missing bodies; `until` tells this holder from a later one. */
export type BodiesLease = { mailboxId: string; until: string }

/**
 * Takes it for so long, by the database server's clock; null when another has it. Beside the lease of who follows the mailbox: that
 * one is held for days.
 */
export async function claimBodies(db: Database, mailboxId: string, forMs: number): Promise<BodiesLease | null> {
  const [row] = await db.sql<{ until: string }[]>`
    update routing.mailbox_lease set bodies_until = now() + ${forMs} * interval '1 millisecond'
     where mailbox_id = ${mailboxId} and bodies_until < now() returning bodies_until::text as until`
  return row ? { mailboxId, until: row.until } : null
}

export const releaseBodies = (db: Database, { mailboxId, until }: BodiesLease) => db.sql`
  update routing.mailbox_lease set bodies_until = '-infinity'
   where mailbox_id = ${mailboxId} and bodies_until = ${until}::text::timestamptz`
