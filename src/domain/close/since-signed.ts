import { counted } from '../../lib/counted.js'
import type { IsoDate } from '../../lib/dates.js'
import { formatMoney, money } from '../../lib/money.js'

/** An entry that was recorded after a sign-off and touches what it covers. */
export type LateEntry = {
  id: string
  /** JE-14; the beginning of its id until it is sealed. */
  entry: string
  date: IsoDate
  memo: string
  recordedAt: Date
  /** How much it moved on the accounts covered, in the base currency; above zero. */
  movedMinor: bigint
  /** The accounts of these that it touched. */
  codes: string
  /** On an account whose single postings are not for everybody: what it moved is not told. */
  restricted: boolean
  /** Into a period that is closed, or was opened again for it. */
  afterLock: boolean
  reversesId: string | null
}

/** What may come after a sign-off, and how long nothing more must have come before it is said. */
export type Patience = { toleranceMinor: bigint; quietMinutes: number }

export type Since = { what: 'nothing' } | { what: 'wait'; until: Date } | { what: 'changed'; entries: LateEntry[] }

/** By default a quarter of an hour: somebody who posts one late bill often posts three. */
export const USUAL_QUIET_MINUTES = 15

/** A stream of postings that never pauses is told of all the same, after so many quiet times. */
const LONGEST_WAIT = 4

const MINUTE = 60_000

/**
 * What came of a sign-off since: nothing that matters, something that may still go on, or the entries that changed it. Amounts add up
 * whatever their side, so that many small ones don't pass below the tolerance. Pure.
 */
export function sinceSigned(entries: readonly LateEntry[], patience: Patience, now: Date): Since {
  const left = withoutReversed(entries)
  const moved = left.reduce((sum, { movedMinor }) => sum + movedMinor, 0n)
  if (left.length === 0 || moved <= patience.toleranceMinor) return { what: 'nothing' }
  const times = left.map(({ recordedAt }) => recordedAt.getTime())
  const quiet = patience.quietMinutes * MINUTE
  const until = Math.min(Math.max(...times) + quiet, Math.min(...times) + LONGEST_WAIT * quiet)
  return until > now.getTime() ? { what: 'wait', until: new Date(until) } : { what: 'changed', entries: left }
}

/** An entry and its reversal leave what was signed as it was. */
function withoutReversed(entries: readonly LateEntry[]): LateEntry[] {
  const ids = new Set(entries.map(({ id }) => id))
  const undone = new Set(
    entries.flatMap(({ id, reversesId }) => (reversesId !== null && ids.has(reversesId) ? [id, reversesId] : [])),
  )
  return entries.filter(({ id }) => !undone.has(id))
}

/** More than these are read where they are. */
const NAMED = 4

/** `JE-14 1,200.00 EUR on 6200, JE-15 80.00 EUR on 1800 and 3 more entries`. */
export function nameEntries(entries: readonly LateEntry[], currency: string): string {
  const named = entries.slice(0, NAMED).map(({ entry, movedMinor, codes, restricted }) => {
    const amount = restricted ? '' : ` ${formatMoney(money(movedMinor, currency))}`
    return `${entry}${amount} on ${codes}`
  })
  const more = entries.length - named.length
  return `${named.join(', ')}${more > 0 ? ` and ${counted(more, 'more entry', 'more entries')}` : ''}`
}
