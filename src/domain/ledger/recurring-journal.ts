import { addMonths, type IsoDate } from '../../lib/dates.js'
import type { NewEntry } from './entry.js'
import { readStoredEntry, type StoredEntry } from './stored-entry.js'

export const EVERY = ['month', 'quarter', 'year'] as const
export type Every = (typeof EVERY)[number]

export type RecurringJournal = {
  id: string
  /** RJ-3. */
  ref: string
  memo: string
  every: Every
  startsOn: IsoDate
  endsOn: IsoDate | null
  /** Null: it is over. */
  nextOn: IsoDate | null
  /** `asked`: a second person has not approved it yet; `rejected`: nobody did, and it never comes. */
  state: 'asked' | 'active' | 'stopped' | 'rejected'
  entry: StoredEntry
  version: number
}

const MONTHS: Readonly<Record<Every, number>> = { month: 1, quarter: 3, year: 12 }

/**
 * The first date of the series after `date`, or null when it is over. Counted from the start, so that one that began on the 31st
 * is on the 28th in February and on the 31st again in March.
 */
export function nextAfter(
  series: Pick<RecurringJournal, 'every' | 'startsOn' | 'endsOn'>,
  date: IsoDate,
): IsoDate | null {
  for (let count = 0; ; count += 1) {
    const next = addMonths(series.startsOn, count * MONTHS[series.every])
    if (series.endsOn !== null && next > series.endsOn) return null
    if (next > date) return next
  }
}

/** The entry of one date. Its key is the series' and the date's, so that it is posted once whoever tries. */
export function entryOn(
  { id, ref, entry }: Pick<RecurringJournal, 'id' | 'ref' | 'entry'>,
  date: IsoDate,
  entryId: string,
): NewEntry {
  const stored = readStoredEntry(entry)
  return { ...stored, id: entryId, date, memo: `${ref} ${stored.memo}`, idempotencyKey: `recurring:${id}:${date}` }
}
