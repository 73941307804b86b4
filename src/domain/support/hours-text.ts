import { no, ok, type Result } from '../../lib/result.js'
import type { WeeklyHours } from './working-hours.js'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `mon-fri`, `mon,wed,sat`, `sun-thu`, `daily`: 1 = Monday … 7 = Sunday, in that order. */
export function readDays(text: string): Result<number[]> {
  const words = text.trim().toLowerCase()
  if (words === 'daily' || words === 'every day') return ok([1, 2, 3, 4, 5, 6, 7])
  const days = new Set<number>()
  for (const part of words.split(/[\s,]+/).filter(Boolean)) {
    const [first, last = first] = part.split(/[-–]/).map((day) => DAYS.indexOf(day.slice(0, 3)))
    if (first === undefined || last === undefined || first < 0 || last < 0)
      return no(`“${text}” are no days: write mon-fri, mon,wed,fri or daily.`)
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day + 1)
      if (day === last) break
    }
  }
  return days.size === 0 ? no('Which days? mon-fri, or daily.') : ok([...days].sort((a, b) => a - b))
}

/** `9`, `8:30`, `17.45`, `24`: minutes of the day. */
export function readTime(text: string): Result<number> {
  const found = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text.trim())
  const minutes = found ? Number(found[1]) * 60 + Number(found[2] ?? 0) : Number.NaN
  return minutes <= 1440 && Number(found?.[2] ?? 0) < 60
    ? ok(minutes)
    : no(`“${text}” is no time: write 9, 8:30 or 17:00.`)
}

/** `90 min`, `4h`, `1.5 h`; `none`: nothing is promised. */
export function readTarget(text: string): Result<number | null> {
  const words = text.trim().toLowerCase()
  if (words === 'none') return ok(null)
  const found = /^(\d+(?:[.,]\d+)?)\s*(m|min|minutes?|h|hours?)$/.exec(words)
  const minutes = found ? Math.round(Number(found[1]?.replace(',', '.')) * (found[2]?.startsWith('h') ? 60 : 1)) : 0
  return minutes > 0 && minutes <= 60 * 2000
    ? ok(minutes)
    : no(`“${text}” is no working time: write 30min, 4h, or none.`)
}

const clock = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

/** "Mon–Fri, 9:00–17:00, not on public holidays". */
export function hoursText({ days, from, to, holidays }: WeeklyHours): string {
  const first = days[0] ?? 1
  const isRange = days.length > 2 && days.every((day, at) => day === first + at)
  const names = days.map((day) => NAMES[day - 1] ?? '')
  const when = isRange ? `${names[0]}–${names.at(-1)}` : names.join(', ')
  return `${when}, ${clock(from)}–${clock(to)}, ${holidays === 'free' ? 'not on public holidays' : 'public holidays too'}`
}

/** "4 h", "1 h 30 min"; "nothing" where nothing is promised. */
export const targetText = (minutes: number | null): string =>
  minutes === null
    ? 'nothing'
    : [minutes >= 60 && `${Math.floor(minutes / 60)} h`, minutes % 60 > 0 && `${minutes % 60} min`]
        .filter(Boolean)
        .join(' ')
