import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'
import { addDays, type IsoDate, instantOf, shortDate } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { getPosition } from '../ledger/balance-store.js'
import type { ReportParam, ReportResult } from './define-report.js'

/** What every report over the ledger takes beside its own: as the books were known, at a seal or on a day. */
export const knownParams = {
  seal: { type: 'integer', label: 'Seal', required: false, hint: 'as the books were known at that seal' },
  known: { type: 'date', label: 'Known on', required: false, hint: 'as the books were known at the end of that day' },
} as const satisfies Record<string, ReportParam>

/** The books as a report reads them. */
export type Books = {
  /** Read up to this seal; null: all there is, the unsealed tail included. */
  atSeal: bigint | null
  note: string
  /** What the result says of it: a seal's number, if that is all that was counted. */
  sealed: Pick<ReportResult, 'sealNumber'>
}

/**
 * Which books are meant. A report without `seal` or `known` is made of all that there is; it was sealed just before (by who runs
 * it), so that the seal it names is everything, and entries that came in between are said.
 */
export async function booksAsked(
  read: SqlScope,
  { seal, known }: { seal?: number | undefined; known?: IsoDate | undefined },
  timeZone: string,
): Promise<Books> {
  if (seal !== undefined && known !== undefined)
    throw invalid('Say one of them: seal: or known:. Both say as of when the books are meant.')
  if (seal !== undefined) return { atSeal: BigInt(seal), note: `Seal ${seal}.`, sealed: { sealNumber: BigInt(seal) } }
  if (known !== undefined) {
    const sealNumber = await sealOfDay(read, known, timeZone)
    return { atSeal: sealNumber, note: `Seal ${sealNumber}: as known on ${shortDate(known)}.`, sealed: { sealNumber } }
  }
  const { sealNumber, unsealed } = await getPosition(read)
  if (unsealed === 0) return { atSeal: null, note: `Seal ${sealNumber}.`, sealed: { sealNumber } }
  const tail = `${unsealed} ${unsealed === 1 ? 'entry' : 'entries'}`
  return { atSeal: null, note: `Seal ${sealNumber} and ${tail} posted since.`, sealed: {} }
}

/** The last seal of a day, or of those before it; 0 before the first. */
async function sealOfDay({ sql, scope }: SqlScope, day: IsoDate, timeZone: string): Promise<bigint> {
  const [row] = await sql<{ number: bigint }[]>`
    select coalesce(max(number), 0)::bigint as number from seal
    where workspace_id = ${scope.workspaceId} and at < ${instantOf(addDays(day, 1), 0, timeZone)}`
  return row?.number ?? 0n
}

/** "and this entry was known then": of an entry, whatever its date, when it was sealed; without a seal every entry is. */
export const knownThen = ({ sql, scope }: SqlScope, entryId: SqlPart, atSeal: bigint | null): SqlPart =>
  atSeal === null
    ? sql``
    : sql`and exists (select from sealed_entry known where known.workspace_id = ${scope.workspaceId}
        and known.entry_id = ${entryId} and known.seal_number <= ${atSeal.toString()}::bigint)`
