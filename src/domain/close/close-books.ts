import type { SqlScope } from '../../db/sql-workspace.js'
import { shortTime } from '../../lib/dates.js'
import { listPeriods } from '../ledger/period-store.js'
import { periodsOfClose } from './lock-close.js'

/** How the books of a close stand: a checklist that is done says nothing of whether anybody can still post. */
export type CloseBooks = {
  /** Nobody posts into any of it any more. */
  closed: boolean
  /** Of one that was closed and is open again: until when. */
  openUntil: Date | null
}

/** Throws `invalid` where its months are in no fiscal year. */
export async function closeBooks(read: SqlScope, name: string): Promise<CloseBooks> {
  const periods = periodsOfClose(await listPeriods(read), name)
  const untils = periods.flatMap(({ reopenedUntil }) => reopenedUntil ?? [])
  return {
    closed: periods.every(({ state }) => state === 'closed'),
    openUntil: untils.toSorted((a, b) => b.getTime() - a.getTime())[0] ?? null,
  }
}

/** In words; null of books that nobody has closed yet. */
export function booksWords({ closed, openUntil }: CloseBooks, zone: string): string | null {
  if (openUntil) return `open again until ${shortTime(zone, openUntil)}`
  return closed ? 'closed for everybody' : null
}
