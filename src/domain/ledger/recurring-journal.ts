import { addMonths, type IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'
import type { NewEntry } from './entry.js'
import type { JournalLine } from './journal-line.js'
import { readStoredEntry, type StoredEntry } from './stored-entry.js'

export const EVERY = ['month', 'quarter', 'year'] as const
export type Every = (typeof EVERY)[number]

/** Of a line: said with its amount, by the rate of the day, or what the others leave. */
export type Worth = 'said' | 'rate' | 'rest'

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
  /** `worth` says of each line what decides its worth; without, what it was when the series was set up. */
  entry: StoredEntry & { worth?: readonly Worth[] }
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
  const { worth: _, ...plain } = entry
  const stored = readStoredEntry(plain)
  return { ...stored, id: entryId, date, memo: `${ref} ${stored.memo}`, idempotencyKey: `recurring:${id}:${date}` }
}

/** How the worth of each line was meant. */
export const worthOf = (lines: readonly JournalLine[]): Worth[] =>
  lines.map(({ amount, baseMinor }) => (baseMinor !== undefined ? 'said' : amount === null ? 'rest' : 'rate'))

/**
 * The entry at the rates of its own day: `worthAt` says what an amount is worth then. Where no line takes the rest and the rates leave
 * one, the lines were said to be worth the same, and stay so.
 */
export function atRates(
  entry: NewEntry,
  worth: readonly Worth[],
  { base, worthAt }: { base: string; worthAt: (amount: Money) => bigint },
): NewEntry {
  const postings = entry.postings.map((posting, i) =>
    worth[i] === 'rate' ? { ...posting, baseMinor: worthAt(posting.amount) } : posting,
  )
  const rest = worth.indexOf('rest')
  const sum = postings.reduce((total, { baseMinor }, i) => (i === rest ? total : total + (baseMinor ?? 0n)), 0n)
  const last = postings[rest]
  if (!last) return sum === 0n ? { ...entry, postings } : entry
  const amount = last.amount.currency === base ? { ...last.amount, minor: -sum } : last.amount
  return { ...entry, postings: postings.with(rest, { ...last, amount, baseMinor: -sum }) }
}
