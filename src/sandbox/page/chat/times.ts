import { prettyDay } from '../blocks/dates.js'

/** The instant of a message: its ts is seconds with a counter behind the point. */
export function dateOf(ts: string): Date {
  return new Date(Number(ts.split('.')[0]) * 1000)
}

export function clockTime(date: Date): string {
  return date.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
}

/** "Today", "Yesterday", "Monday, 12 October", with the year when it isn't this one. */
export function dayName(date: Date, now = new Date()): string {
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return (
    prettyDay(date, now) ??
    date.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long', ...year })
  )
}

export function fullTime(date: Date): string {
  return date.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'short' })
}

/** "today at 9:05", "Monday, 12 October at 9:05": by the sandbox's time, which may be another than the browser's. */
export function dayAndTime(date: Date): string {
  const day = dayName(date)
  const isNear = prettyDay(date, new Date()) !== undefined
  return `${isNear ? day.toLowerCase() : day} at ${clockTime(date)}`
}
