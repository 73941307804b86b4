import type { IsoDate } from '../../lib/dates.js'

/** The text if it is a day of the calendar, `YYYY-MM-DD`; 30 February is none. */
export function isoDate(text: string): IsoDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null
}
