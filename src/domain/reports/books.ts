import type { SqlScope } from '../../db/sql-workspace.js'
import { addDays, type IsoDate, instantOf, shortDate } from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { getPosition } from '../ledger/balance-store.js'
import type { Known } from '../ledger/known.js'
import type { ReportParam, ReportResult } from './define-report.js'

/** What every report over the ledger takes beside its own: as the books were known, at a seal or on a day. */
export const knownParams = {
  seal: { type: 'integer', label: 'Seal', required: false, hint: 'as the books were known at that seal' },
  known: { type: 'date', label: 'Known on', required: false, hint: 'as the books were known at the end of that day' },
} as const satisfies Record<string, ReportParam>

/** The same books for what is behind a figure, as a command takes them: ` known:2026-10-31`. */
export const knownWords = ({ seal, known }: { seal?: number | undefined; known?: IsoDate | undefined }): string =>
  seal !== undefined ? ` seal:${seal}` : known === undefined ? '' : ` known:${known}`

/** The books as a report reads them. */
export type Books = {
  /** Read up to this seal; null: all there is, the unsealed tail included. */
  atSeal: bigint | null
  /** The same with the instant up to which was read what has no entry of its own; null: all there is. */
  known: Known | null
  /** The last seal that is counted, whether or not more is. */
  sealNumber: bigint
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
  if (seal !== undefined) {
    const sealNumber = BigInt(seal)
    const { sealNumber: newest } = await getPosition(read)
    if (sealNumber > newest) throw invalid(`There is no seal ${seal} yet: the newest is ${newest}.`)
    return booksAt({ seal: sealNumber, at: await instantOfSeal(read, sealNumber) }, `Seal ${seal}.`)
  }
  if (known !== undefined) {
    const end = instantOf(addDays(known, 1), 0, timeZone)
    const sealNumber = await sealBefore(read, end)
    return booksAt({ seal: sealNumber, at: end }, `Seal ${sealNumber}: as known on ${shortDate(known)}.`)
  }
  const { sealNumber, unsealed } = await getPosition(read)
  const all = { atSeal: null, known: null, sealNumber }
  if (unsealed === 0) return { ...all, note: `Seal ${sealNumber}.`, sealed: { sealNumber } }
  const tail = `${unsealed} ${unsealed === 1 ? 'entry' : 'entries'}`
  return { ...all, note: `Seal ${sealNumber} and ${tail} posted since.`, sealed: {} }
}

const booksAt = (known: Known, note: string): Books => ({
  atSeal: known.seal,
  known,
  sealNumber: known.seal,
  note,
  sealed: { sealNumber: known.seal },
})

/** The last seal before an instant; 0 before the first. */
async function sealBefore({ sql, scope }: SqlScope, end: Date): Promise<bigint> {
  const [row] = await sql<{ number: bigint }[]>`
    select coalesce(max(number), 0)::bigint as number from seal where workspace_id = ${scope.workspaceId} and at < ${end}`
  return row?.number ?? 0n
}

/** When it was sealed: what had been recorded until then was known. */
async function instantOfSeal({ sql, scope }: SqlScope, seal: bigint): Promise<Date> {
  const [row] = await sql<{ at: Date }[]>`
    select at from seal where workspace_id = ${scope.workspaceId} and number <= ${seal.toString()}::bigint order by number desc limit 1`
  return row?.at ?? new Date(0)
}

/** What a report says of its books that reads records beside entries: a seal alone makes it again only where it was asked for. */
export const saidOf = ({ known, note, sealed }: Books): { notes: readonly string[]; sealed: Books['sealed'] } =>
  known === null ? { notes: [], sealed: {} } : { notes: [note], sealed }
