import type { IsoDate } from '../../lib/dates.js'

export type Period = {
  id: string
  /** The fiscal year, named by the calendar year it ends in. */
  year: number
  /** 1–12; 13 takes audit adjustments on the year's last day, 0 the closing of the year before, on its first. */
  number: number
  startsOn: IsoDate
  endsOn: IsoDate
  state: 'open' | 'closed'
  /** Areas that are locked while it is open. */
  lockedAreas: readonly Area[]
  /** Of a closed period that is open again: until when. */
  reopenedUntil: Date | null
}

/** Which part of the books an entry belongs to; `area_of` in SQL says by what it stems from. */
export const AREAS = ['sales', 'purchases', 'banking', 'manual'] as const
export type Area = (typeof AREAS)[number]

/** A month's: neither the adjusting one nor that of a closing. */
export const isRegular = ({ number }: Pick<Period, 'number'>): boolean => number >= 1 && number <= 12

/** The regular period of a date; the adjusting one is only ever named, never found by date. */
export const periodOf = (periods: readonly Period[], date: IsoDate): Period | undefined =>
  periods.find((period) => isRegular(period) && period.startsOn <= date && date <= period.endsOn)

/** The thirteenth period whose day this is. */
export const adjustingPeriodOn = (periods: readonly Period[], date: IsoDate): Period | undefined =>
  periods.find((period) => period.number === 13 && period.endsOn === date)

/**
 * The first date on or after `date` that can be posted to, also where an area is locked: the choice to offer when a period is closed. A
 * period that was opened again is for what it was opened for; only what is dated in it goes into it.
 */
export function nextOpenDate(periods: readonly Period[], date: IsoDate, ...areas: Area[]): IsoDate | undefined {
  const own = periodOf(periods, date)
  const open = periods
    .filter((period) => period.state === 'open' && isRegular(period) && period.endsOn >= date)
    .filter((period) => period === own || period.reopenedUntil === null)
    .filter((period) => !period.lockedAreas.some((area) => areas.includes(area)))
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))[0]
  if (!open) return undefined
  return open.startsOn > date ? open.startsOn : date
}

/** `2026-10`, `2026 adjustments`, or `2026 closing`: of the year before the one that it lies in. */
export function periodLabel({ number, year, startsOn }: Period): string {
  if (number === 13) return `${year} adjustments`
  return number === 0 ? `${year - 1} closing` : startsOn.slice(0, 7)
}
