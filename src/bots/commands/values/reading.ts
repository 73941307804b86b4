import type { WorkingCalendar } from '../../../domain/people/working-days.js'
import type { IsoDate } from '../../../lib/dates.js'
import { clip } from '../../../lib/text.js'

/** What words are read against. Pure data, but for the calendar, which is made when a working day is asked for. */
export type ReadingContext = {
  /** The asker's own date. */
  readonly today: IsoDate
  /** The month, 1–12, with which the company's year begins. */
  readonly fiscalYearStart: number
  /** What is asked about has happened: a month or quarter without its year is the newest that has begun, and not the nearest. */
  readonly past?: true
  calendar(): WorkingCalendar
}

/** `note` says how something was read that could have been read otherwise: "50,000.00 EUR", "Friday 4 December 2026". */
export type Reading<T> = { ok: true; value: T; note?: string } | { ok: false; problem: string }

export const read = <T>(value: T, note?: string): Reading<T> =>
  note === undefined ? { ok: true, value } : { ok: true, value, note }
export const unread = (problem: string): Reading<never> => ({ ok: false, problem })

/** What was typed, quoted and cut, for a sentence. Control characters and line breaks never get into one. */
export function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return `“${clip(plain, 58)}”`
}
