import ICAL from 'ical.js'
import type { Invitation, MeetingStatus } from '../domain/correspondence/meeting.js'
import { cleanLine, cleanText } from './clean-text.js'
import { mailParts } from './mail-parts.js'

/** Events of one mail; a calendar with more is an export and not an invitation. */
const MOST_EVENTS = 20

/**
 * The meetings that a mail invites to, moves or calls off (RFC 5545, RFC 5546). An answer of an invited person (METHOD:REPLY)
 * says nothing about the meeting itself and gives none. What can't be read gives none either: the mail itself stays logged.
 */
export async function readInvitations(bytes: Buffer): Promise<Invitation[]> {
  const { parts } = await mailParts(bytes)
  const found = new Map<string, Invitation>()
  for (const { contentType, content } of parts.filter((part) => isCalendar(part.contentType))) {
    for (const each of readCalendar(content.toString('utf8'))) found.set(`${each.uid} ${each.occurrence}`, each)
    if (contentType === 'text/calendar' && found.size > 0) break // the attached .ics repeats it
  }
  return [...found.values()].slice(0, MOST_EVENTS)
}

const isCalendar = (type: string): boolean => type === 'text/calendar' || type === 'application/ics'

function readCalendar(text: string): Invitation[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
    const method = String(calendar.getFirstPropertyValue('method') ?? 'PUBLISH').toUpperCase()
    if (method === 'REPLY' || method === 'REFRESH' || method === 'COUNTER') return []
    // Times without an offset are in zones that the calendar brings itself (RFC 5545 §3.6.5).
    for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
    return calendar.getAllSubcomponents('vevent').flatMap((event) => readEvent(event, method) ?? [])
  } catch {
    return []
  }
}

function readEvent(component: ICAL.Component, method: string): Invitation | null {
  const event = new ICAL.Event(component)
  const uid = cleanLine(event.uid ?? '', 500)
  const start = event.startDate
  if (uid === '' || !start) return null
  const value = (name: string): string => cleanText(String(component.getFirstPropertyValue(name) ?? ''))
  const stamp = component.getFirstPropertyValue('dtstamp')
  return {
    uid,
    occurrence: component.hasProperty('recurrence-id') ? cleanLine(value('recurrence-id'), 100) : '',
    sequence: Number(value('sequence')) || 0,
    stampedAt: stamp instanceof ICAL.Time ? stamp.toJSDate() : null,
    startsAt: instantOf(start),
    endsAt: event.endDate ? instantOf(event.endDate) : null,
    summary: cleanLine(value('summary'), 300),
    location: cleanLine(value('location'), 300) || null,
    status: statusOf(method, value('status')),
  }
}

/** A date alone, and a time in no zone, are taken as UTC: the day is right wherever it is shown. */
const instantOf = (time: ICAL.Time): Date =>
  time.isDate || time.zone === ICAL.Timezone.localTimezone
    ? new Date(Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second))
    : time.toJSDate()

function statusOf(method: string, status: string): MeetingStatus {
  if (method === 'CANCEL' || /^cancelled$/i.test(status)) return 'cancelled'
  return /^tentative$/i.test(status) ? 'tentative' : 'confirmed'
}
