import { Temporal } from 'temporal-polyfill'
import { remembered } from './remembered.js'

/** A business date, `YYYY-MM-DD` (ISO 8601), without time or zone. Instants are `Date`, always UTC. */
export type IsoDate = string

/** A month of the calendar, `YYYY-MM`. */
export type IsoMonth = string

const plain = (date: IsoDate) => Temporal.PlainDate.from(date)

export const addDays = (date: IsoDate, days: number): IsoDate => plain(date).add({ days }).toString()
export const addMonths = (date: IsoDate, months: number): IsoDate => plain(date).add({ months }).toString()
/** Whole days from `from` to `to`; negative when `to` is earlier. */
/** By arithmetic: ageing asks it of every open document, and a calendar object for each took fifty times as long. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => epochDay(to) - epochDay(from)
const epochDay = (date: IsoDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000
export const monthOf = (date: IsoDate): IsoMonth => date.slice(0, 7)
export const firstOfMonth = (month: IsoMonth): IsoDate => `${month}-01`
export const lastOfMonth = (month: IsoMonth): IsoDate =>
  Temporal.PlainYearMonth.from(month).toPlainDate({ day: 31 }).toString()
export const addToMonth = (month: IsoMonth, months: number): IsoMonth =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString()
/** 1 = Monday … 7 = Sunday. */
export const dayOfWeek = (date: IsoDate): number => plain(date).dayOfWeek

/** Whether days are one month or several, from the first to the last. */
export const isWholeMonths = ({ from, to }: { from: IsoDate; to: IsoDate }): boolean =>
  from === firstOfMonth(monthOf(from)) && to === lastOfMonth(monthOf(to))

/** The business date at an instant in an IANA zone. Throws a `RangeError` where there is no such zone. */
export const dateIn = (zone: string, at: Date): IsoDate => daysIn(zone).format(at)

/** Sweden writes days as ISO 8601 does. Lists ask for each row, and a calendar object for each took ten times as long. */
const daysIn = remembered(
  (timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
)

/** The local hour (0–23) at an instant in an IANA zone. */
export const hourIn = (zone: string, at: Date): number =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).hour

/** The instant of a local wall time, daylight saving included (a skipped hour moves forward). */
export const instantOf = (date: IsoDate, hour: number, zone: string, minute = 0): Date =>
  new Date(plain(date).toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } }).epochMilliseconds)

/** Prisma's `@db.Date` values are a `Date` at UTC midnight; these two are the only crossing. */
/** An instant to the minute, in UTC: `2026-11-26 12:00`. */
export const utcMinute = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ')

export const fromDbDate = (date: Date): IsoDate => date.toISOString().slice(0, 10)
export const toDbDate = (date: IsoDate): Date => new Date(`${date}T00:00:00Z`)

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const shortMonthOf = (month: string | undefined): string => MONTHS[Number(month) - 1] ?? `${month}`

/** `12 Oct 2026` – unambiguous to readers of either date order. */
export function shortDate(date: IsoDate): string {
  const [year, month, day] = date.split('-')
  return `${Number(day)} ${shortMonthOf(month)} ${year}`
}

/** `Oct 2026`. */
export const shortMonth = (month: IsoMonth): string => `${shortMonthOf(month.slice(5, 7))} ${month.slice(0, 4)}`

/** `1 Oct 2026 to 31 Oct 2026`; one day is said once, and one that nobody knows is a question mark. */
export function shortDays(from: IsoDate | null, to: IsoDate | null): string {
  if (from !== null && from === to) return shortDate(from)
  return [from, to].map((date) => (date === null ? '?' : shortDate(date))).join(' to ')
}

const clocksIn = remembered(
  (timeZone) => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }),
)

/** `12 Sep, 09:30` of an instant in a zone: months as `shortDate` has them, which is not how every language's formatter does. */
export const shortTime = (zone: string, at: Date): string =>
  `${shortDate(dateIn(zone, at)).slice(0, -5)}, ${clocksIn(zone).format(at)}`

/** The same with its year: `12 Sep 2026, 09:30`. */
export const datedTime = (zone: string, at: Date): string =>
  `${shortDate(dateIn(zone, at))}, ${clocksIn(zone).format(at)}`
