import { addDays, daysBetween, type IsoDate } from '../../lib/dates.js'

/** Fewer gaps between days with mail are no rhythm. */
const ENOUGH_GAPS = 6
/** Nobody is quiet after less: a holiday, a busy week. */
export const LEAST_DAYS = 14
/** Whoever writes once in half a year has no rhythm to break. */
const MOST_DAYS = 180
/** An older silence is no news. */
const NEWS_DAYS = 7

export type Rhythm = {
  /** Days on which they wrote. */
  days: number
  /** The median of the gaps, in days. */
  usual: number
  /** Nine in ten gaps are no longer. */
  longest: number
  last: IsoDate
  /** The last day on which their silence is nothing unusual. */
  quietAfter: IsoDate
}

/** The value below which (and at which) this share of them is: nearest rank, so that it is one that occurred. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/**
 * How somebody writes, by the days on which they did, in order, each once; null before there is enough to say. `percent` of the
 * gap that they hardly ever exceed is quiet: one long holiday in a year does not move it.
 */
export function rhythmOf(days: readonly IsoDate[], percent: number): Rhythm | null {
  const gaps = days.slice(1).map((day, n) => daysBetween(days[n] ?? day, day))
  const last = days.at(-1)
  if (gaps.length < ENOUGH_GAPS || last === undefined) return null
  const sorted = [...gaps].sort((a, b) => a - b)
  const longest = quantile(sorted, 0.9)
  const limit = Math.max(LEAST_DAYS, Math.ceil((longest * percent) / 100))
  if (limit > MOST_DAYS) return null
  return { days: days.length, usual: quantile(sorted, 0.5), longest, last, quietAfter: addDays(last, limit) }
}

/** Whether a silence has become unusual lately, and since the company is live: what was so before is history. */
export const isNewlyQuiet = ({ quietAfter }: Rhythm, today: IsoDate, liveOn: IsoDate): boolean =>
  today > quietAfter && daysBetween(quietAfter, today) <= NEWS_DAYS && quietAfter >= liveOn

/** As far back as the last mail of one can lie who is newly quiet. */
export const LOOK_BACK_DAYS = MOST_DAYS + NEWS_DAYS
