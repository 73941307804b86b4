import type { HeaderLines } from 'mailparser'

/** A header's values as they were sent, unfolded (RFC 5322 §2.2.3), first occurrence first. `name` in lower case. */
export type RawHeaders = { first(name: string): string | undefined; all(name: string): readonly string[] }

export function rawHeaders(lines: HeaderLines): RawHeaders {
  // Unfolded when asked for: of twenty headers a handful is.
  return {
    first: (name) => {
      const found = lines.find(({ key }) => key === name)
      return found && unfolded(found.line)
    },
    all: (name) => lines.filter(({ key }) => key === name).map(({ line }) => unfolded(line)),
  }
}

const unfolded = (line: string): string =>
  line
    .slice(line.indexOf(':') + 1)
    .replace(/\r?\n(?=[ \t])/g, '')
    .trim()

/** A sender's clock may be this much ahead of the server's before its date is not believed. */
const CLOCK_SLACK_MS = 24 * 60 * 60 * 1000
const MAIL_BEGAN = Date.UTC(1971, 0, 1)

/** The Date header (RFC 5322 §3.3, comments allowed) as an instant, or `arrivedAt` when it is missing, unreadable or absurd. */
export function sentAtOf(header: string | undefined, arrivedAt: Date): Date {
  const text = (header ?? '').replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, ' ').trim()
  const at = text === '' ? Number.NaN : Date.parse(inZone(text))
  return Number.isNaN(at) || at < MAIL_BEGAN || at > arrivedAt.getTime() + CLOCK_SLACK_MS ? arrivedAt : new Date(at)
}

/** Zones that `Date.parse` knows by name (RFC 5322 §4.3). */
const NAMED_ZONE = /^(?:UTC?|GMT|Z|[ECMP][SD]T)$/i

/**
 * A date without a zone, or in one whose name says nothing (`CEST`; RFC 5322 §4.3), is in UTC: what it means must not depend
 * on the clock of the machine that reads it. Nowhere are clocks 15 hours off.
 */
function inZone(text: string): string {
  const [, before, zone = ''] = /^(.*\d\d:\d\d(?::\d\d)?(?:\.\d+)?)\s*(.*)$/.exec(text) ?? []
  if (before === undefined) return text
  const [, hours, minutes] = /([+-]\d\d):?(\d\d)$/.exec(zone) ?? []
  if (hours !== undefined) return Math.abs(Number(hours)) < 15 && Number(minutes) < 60 ? text : ''
  return NAMED_ZONE.test(zone) ? text : `${before} +0000`
}
