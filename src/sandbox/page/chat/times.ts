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

/** "5 minutes ago", "yesterday": how long since the last reply. */
export function since(date: Date, now = new Date()): string {
  const minutes = Math.round((now.getTime() - date.getTime()) / 60_000)
  const style = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  if (minutes < 1) return 'just now'
  if (minutes < 60) return style.format(-minutes, 'minute')
  if (minutes < 60 * 24) return style.format(-Math.round(minutes / 60), 'hour')
  return style.format(-Math.round(minutes / 1440), 'day')
}
