import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { isTx, type Lane } from './lane.js'

export type Sealed = { sealNumber: bigint; entries: number }

/** A seal's batch: large enough that hashing dominates, small enough that the sealer's lock is brief. */
const BATCH = 10_000

type Row = { seal_number: bigint | null; entries: bigint | number }

/**
 * Seals what has committed and isn't sealed yet, up to `max` entries: numbers without gaps, hashes onto the chain, folds into
 * the balances. Returns the newest seal (0 when the books are empty) and how many entries it took.
 */
export async function sealEntries(lane: Lane, max: number = BATCH): Promise<Sealed> {
  const rows = isTx(lane)
    ? await lane.prisma.$queryRaw<Row[]>`select seal_number, entries from seal_entries(${max}::int)`
    : await lane.sql<Row[]>`select seal_number, entries from seal_entries(${max}::int)`
  return { sealNumber: rows[0]?.seal_number ?? 0n, entries: Number(rows[0]?.entries ?? 0) }
}

/** Seals until nothing is left, a transaction a batch. What a report does before it names its seal. */
export async function sealAll(db: Database, scope: Scope): Promise<Sealed> {
  let entries = 0
  for (;;) {
    const sealed = await bulkWorkspace(db, scope, (bulk) => sealEntries(bulk))
    entries += sealed.entries
    if (sealed.entries < BATCH) return { sealNumber: sealed.sealNumber, entries }
  }
}
