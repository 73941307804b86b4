import ICAL from 'ical.js'
import type { TaskRow } from '../domain/close/close-store.js'
import { isFinished } from '../domain/close/close-task.js'
import { monthName, STATES } from '../domain/close/close-view.js'
import { addDays } from '../lib/dates.js'

/**
 * Due days of close tasks as a calendar (RFC 5545): a day each, under an id that stays, so that a calendar moves what moved and
 * strikes out what is not needed. `name` is what it is called.
 */
export function closeIcs(tasks: readonly TaskRow[], name: string, now: Date): string {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', '-//Daybook//Close//EN')
  calendar.addPropertyWithValue('method', 'PUBLISH')
  calendar.addPropertyWithValue('x-wr-calname', name)
  calendar.addPropertyWithValue('refresh-interval', ICAL.Duration.fromSeconds(4 * 3600))
  for (const task of tasks) calendar.addSubcomponent(eventOf(task, now))
  return `${calendar.toString()}\r\n`
}

function eventOf(task: TaskRow, now: Date): ICAL.Component {
  const event = new ICAL.Component('vevent')
  event.addPropertyWithValue('uid', `${task.id}@daybook`)
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true))
  // A whole day: its end is the day after (RFC 5545 §3.6.1).
  event.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(task.dueOn))
  event.addPropertyWithValue('dtend', ICAL.Time.fromDateString(addDays(task.dueOn, 1)))
  event.addPropertyWithValue('summary', `${isFinished(task.state) ? '✓ ' : ''}${task.title}`)
  event.addPropertyWithValue('description', wordsOf(task))
  event.addPropertyWithValue('sequence', task.version)
  event.addPropertyWithValue('status', task.state === 'not_applicable' ? 'CANCELLED' : 'CONFIRMED')
  event.addPropertyWithValue('transp', 'TRANSPARENT')
  return event
}

const wordsOf = ({ ref, month, state, ownerName, reviewerName, reason }: TaskRow): string =>
  [
    `${ref}, close of ${monthName(month)}: ${STATES[state]}`,
    ownerName && `Owner: ${ownerName}`,
    reviewerName && `Reviewer: ${reviewerName}`,
    reason && `Because: ${reason}`,
  ]
    .filter(Boolean)
    .join('\n')
