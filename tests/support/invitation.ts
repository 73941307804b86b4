import { letter } from './letter.js'

export type InvitationGiven = {
  from?: string
  to?: string
  id?: string
  method?: string
  status?: string
  sequence?: number
  start?: string
  zone?: boolean
  calendar?: string
  date?: string
}

const ZONE = `BEGIN:VTIMEZONE
TZID:Berlin of ours
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19700329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
`

/** A mail with a calendar part, as calendars send it (RFC 6047). */
export function invitation(given: InvitationGiven = {}): string {
  const { method = 'REQUEST', sequence = 0, start = '20261201T140000' } = given
  const time = (at: string) => (given.zone ? `;TZID=Berlin of ours:${at}` : `:${at}Z`)
  const end = start.replace(/T(\d\d)/, (_, hour: string) => `T${String(Number(hour) + 1).padStart(2, '0')}`)
  const calendar = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
METHOD:${method}
${given.zone ? ZONE : ''}BEGIN:VEVENT
UID:meet-1@acme.com
SEQUENCE:${sequence}
DTSTAMP:202611${String(10 + sequence)}T080000Z
DTSTART${time(start)}
DTEND${time(end)}
SUMMARY:Renewal talk
LOCATION:Room 4
${given.status ? `STATUS:${given.status}\n` : ''}ORGANIZER:mailto:ada@acme.com
END:VEVENT
END:VCALENDAR
`
  return letter({
    from: given.from ?? 'Ada <ada@acme.com>',
    to: given.to ?? 'jo@us.example',
    subject: 'Renewal talk',
    ...(given.id ? { id: given.id } : {}),
    ...(given.date ? { date: given.date } : {}),
    headers: { 'Content-Type': 'multipart/alternative; boundary="b"' },
    text: `--b
Content-Type: text/plain

You are invited.
--b
Content-Type: text/calendar; method=${method}; charset=utf-8

${given.calendar ?? calendar}
--b--`,
  })
}
