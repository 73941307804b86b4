import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { getPosition } from './balance-store.js'

export type Sealed = { sealNumber: bigint; entries: number }

/** A seal's batch: large enough that hashing dominates, small enough that the sealer's lock is brief. */
const BATCH = 10_000

/**
 * Seals what has committed and isn't sealed yet, up to `max` entries: numbers without gaps, hashes onto the chain, folds into the
 * balances. One sealer a workspace: while another is at it this one takes nothing, or waits for it with `wait`. Returns the
 * newest seal (0 before the first) and how many entries it took. READ COMMITTED only: a bulk transaction, not a read.
 */
export async function sealEntries(bulk: SqlScope, { max = BATCH, wait = false } = {}): Promise<Sealed> {
  const [made] = await bulk.sql<{ sealNumber: bigint | null; entries: number }[]>`
    select seal_number as "sealNumber", entries from seal_entries(${max}::int, ${wait}::boolean)`
  const sealNumber = made?.sealNumber ?? (await getPosition(bulk)).sealNumber
  return { sealNumber, entries: made?.entries ?? 0 }
}

/** Seals until nothing is left, a transaction a batch: what a report does before it names its seal. */
export async function sealAll(db: Database, scope: Scope): Promise<Sealed> {
  let entries = 0
  for (;;) {
    const sealed = await bulkWorkspace(db, scope, (bulk) => sealEntries(bulk, { wait: true }))
    entries += sealed.entries
    if (sealed.entries < BATCH) return { sealNumber: sealed.sealNumber, entries }
  }
}
