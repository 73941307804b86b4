import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'

/** The books as they were known: the entries up to a seal; and of what has no entry of its own, as allocations, what was recorded by an instant. */
export type Known = { seal: bigint; at: Date }

/** "and this entry was known then": of an entry, whatever its date, when it was sealed; without a seal every entry is. */
export const knownThen = ({ sql, scope }: SqlScope, entryId: SqlPart, atSeal: bigint | null): SqlPart =>
  atSeal === null
    ? sql``
    : sql`and exists (select from sealed_entry known where known.workspace_id = ${scope.workspaceId}
        and known.entry_id = ${entryId} and known.seal_number <= ${atSeal.toString()}::bigint)`

/** "and it was recorded by then", of a row's own instant. */
export const recordedBy = ({ sql }: SqlScope, instant: SqlPart, known: Known | null): SqlPart =>
  known === null ? sql`` : sql`and ${instant} <= ${known.at}`
