import { workingCalendar } from '../../../../src/domain/people/working-days.js'
import { addDays, addToMonth, firstOfMonth, lastOfMonth, shortDate } from '../../../../src/lib/dates.js'
import { MONTHS, PEOPLE } from './people.js'
import type { Heard } from './year-world.js'

const calendar = workingCalendar('DE')

/** A line a message, in order, with what happened in between; and how many each had on a working day. */
export function readable(
  heard: readonly Heard[],
  events: readonly { at: Date; what: string }[],
): { text: string; perDay: Readonly<Record<string, number>> } {
  // The month after each is when it is closed.
  const days = workingDays(
    firstOfMonth(addToMonth(MONTHS[0] ?? '', 1)),
    lastOfMonth(addToMonth(MONTHS.at(-1) ?? '', 1)),
  )
  const counts = PEOPLE.map(({ name }) => [name, heard.filter(({ to }) => to === name).length] as const)
  const perDay = Object.fromEntries(counts.map(([name, count]) => [name, count / days]))
  const lines = [
    ...events.map(({ at, what }) => ({ at, line: `\n${stamp(at, 'UTC')} UTC  ${what}` })),
    ...heard.map((each) => ({ at: each.at, line: lineOf(each) })),
  ].toSorted((a, b) => Number(a.at) - Number(b.at))
  const head = [
    `${MONTHS.length} closes of a company of six in four time zones: ${heard.length} messages in ${days} working days.`,
    ...counts.map(
      ([name, count]) => `  ${name.padEnd(5)} ${String(count).padStart(3)}  ${(count / days).toFixed(2)} a working day`,
    ),
  ]
  return { text: `${[...head, ...lines.map(({ line }) => line)].join('\n')}\n`, perDay }
}

function lineOf({ to, at, by, says }: Heard): string {
  const zone = PEOPLE.find(({ name }) => name === to)?.timeZone ?? 'UTC'
  return `  ${stamp(at, zone)}  ${to.padEnd(5)} ${by.padEnd(5)}  ${says}`
}

const stamp = (at: Date, timeZone: string): string =>
  `${at.toLocaleDateString('en-GB', { weekday: 'short', timeZone })} ${shortDate(at.toLocaleDateString('sv-SE', { timeZone })).padStart(11)} ${at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })}`

function workingDays(from: string, to: string): number {
  let days = 0
  for (let date = from; date <= to; date = addDays(date, 1)) if (calendar.isWorkingDay(date)) days += 1
  return days
}
