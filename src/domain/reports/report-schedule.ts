import {
  addDays,
  addToMonth,
  dateIn,
  dayOfWeek,
  firstOfMonth,
  type IsoDate,
  type IsoMonth,
  instantOf,
  monthOf,
} from '../../lib/dates.js'
import { invalid } from '../../lib/errors.js'
import { addWorkingDays, nthWorkingDay, type WorkingCalendar, workingCalendar } from '../people/working-days.js'

export const RHYTHMS = ['day', 'week', 'month', 'quarter'] as const
export type Every = (typeof RHYTHMS)[number]

/** When a report is sent by itself: on working days alone, at an hour of its own zone. `day` is null for each working day. */
export type Rhythm = { every: Every; day: string | null; hour: number; timeZone: string }

/** The days on which a company works, and the month in which its year begins: its quarters do as well. */
export type SendingYear = { calendar: WorkingCalendar; fiscalYearStart: number }

export const sendingYear = ({
  country,
  fiscalYearStart,
}: {
  country: string
  fiscalYearStart: number
}): SendingYear => ({
  calendar: workingCalendar(country),
  fiscalYearStart,
})

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri']

/** `wd+2`: the second working day; `wd-1`: the last one of the month before. */
const WORKDAY = /^wd([+-])(\d{1,2})$/
const LAST_WORKDAY = 20
/** Every month has it. */
const LAST_DAY = 28

/** The day of a rhythm as it is kept. Throws `invalid` for what is none of such a rhythm. */
export function readSendDay(every: Every, typed: string | undefined): string | null {
  const said = typed?.trim().toLowerCase()
  if (every === 'day') {
    if (said) throw invalid('A daily report goes out each working day: leave out on:.')
    return null
  }
  if (every === 'week') {
    const day = WEEKDAYS.find((each) => (said ?? 'mon').startsWith(each))
    if (!day) throw invalid(`“${typed}” is no day of the working week: on:mon to on:fri.`)
    return day
  }
  return readDayOfMonth(said ?? 'wd+1')
}

function readDayOfMonth(said: string): string {
  const [, , count] = WORKDAY.exec(said) ?? []
  const [number, last] = count === undefined ? [Number(said), LAST_DAY] : [Number(count), LAST_WORKDAY]
  if (Number.isInteger(number) && number >= 1 && number <= last) return count === undefined ? String(number) : said
  throw invalid(
    `“${said}” is no day of a month here: on:wd+2 (the second working day), on:wd-1, or on:15 (up to ${LAST_DAY}).`,
  )
}

/** The first instant after `after`. A day on which nobody works moves to the next working day. */
export function nextSending(rhythm: Rhythm, year: SendingYear, after: Date): Date {
  const today = dateIn(rhythm.timeZone, after)
  const instants = sendDates(rhythm, year, today)
    .map((date) => instantOf(date, rhythm.hour, rhythm.timeZone))
    .filter((at) => at > after)
    .sort((a, b) => a.getTime() - b.getTime())
  const [first] = instants
  if (!first) throw new Error(`The rhythm ${JSON.stringify(rhythm)} has no next day.`)
  return first
}

/** Days around today, among which the next one is: holidays move one by a week at most. */
function sendDates({ every, day }: Rhythm, { calendar, fiscalYearStart }: SendingYear, today: IsoDate): IsoDate[] {
  if (every === 'day' || every === 'week')
    return Array.from({ length: 35 }, (_, n) => addDays(today, n - 10))
      .filter((date) => every === 'day' || WEEKDAYS[dayOfWeek(date) - 1] === day)
      .map((date) => addWorkingDays(calendar, date, 0))
  const months = Array.from({ length: 8 }, (_, n) => addToMonth(monthOf(today), n - 3))
  return months
    .filter((month) => every === 'month' || (Number(month.slice(5)) - fiscalYearStart) % 3 === 0)
    .map((month) => dayOfMonth(day ?? 'wd+1', calendar, month))
}

function dayOfMonth(day: string, calendar: WorkingCalendar, month: IsoMonth): IsoDate {
  const [, sign, count] = WORKDAY.exec(day) ?? []
  if (count === undefined) return addWorkingDays(calendar, `${month}-${day.padStart(2, '0')}`, 0)
  return sign === '+'
    ? nthWorkingDay(calendar, month, Number(count))
    : addWorkingDays(calendar, firstOfMonth(month), -Number(count))
}

const DAYS: Readonly<Record<string, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
}

/** "each month, on the 2nd working day, at 8:00". */
export const sayRhythm = ({ every, day, hour }: Rhythm): string =>
  `each ${every === 'day' ? 'working day' : every}${day === null ? '' : `, ${sayDay(day)}`}, at ${hour}:00`

function sayDay(day: string): string {
  const [, sign, count] = WORKDAY.exec(day) ?? []
  if (count === undefined) return `on ${DAYS[day] ?? `the ${nth(Number(day))}`}`
  if (sign === '+') return `on the ${nth(Number(count))} working day`
  return count === '1' ? 'on the last working day before it' : `${count} working days before it begins`
}

const SUFFIX: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' }

/** "2nd", "11th", "23rd". */
const nth = (number: number): string => `${number}${number > 10 && number < 14 ? 'th' : (SUFFIX[number % 10] ?? 'th')}`
