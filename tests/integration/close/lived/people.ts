import { addToMonth } from '../../../../src/lib/dates.js'
import type { Colleague } from '../close-world.js'

/** Who closes the books, in four time zones. `late`: working days after the due day; `mistaken`: whose work is sent back in these months. */
export const PEOPLE = [
  { name: 'fay', roles: ['finance'], timeZone: 'Europe/Berlin', late: 0 },
  { name: 'ada', roles: ['admin'], timeZone: 'Europe/Berlin', late: 0 },
  { name: 'carl', roles: ['controller'], timeZone: 'America/New_York', late: 0 },
  { name: 'nora', roles: ['manager'], timeZone: 'America/New_York', late: 1, byMail: true },
  { name: 'max', roles: ['manager'], timeZone: 'Asia/Tokyo', late: 2 },
  { name: 'dora', roles: ['department'], timeZone: 'Australia/Sydney', late: 0 },
] as const satisfies readonly (Colleague & { late: number })[]

export type Person = (typeof PEOPLE)[number]
export type Name = Person['name']

/** Of the template's tasks whose owner is not simply of its role. */
export const OWNERS: Readonly<Record<string, Name>> = {
  payroll: 'nora',
  'won-deals': 'max',
  deliveries: 'max',
  'expense-approvals': 'max',
}

/** Dora is away in the first days of March, and Max stands in. */
export const AWAY = [{ from: '2026-03-01', to: '2026-03-09' }]

/** In this close Nora hands in the payroll of another month, and it is sent back. */
export const MISTAKEN = '2026-02'
/** In this one somebody books into suspense after all was proved. */
export const BOOKED_LATE = '2026-01'
/** A year of rent, paid ahead: far from what the month before had. */
export const RENT = '2026-02'

/** Nothing runs for three days; people find the app silent and do nothing. */
export const OUTAGE = { from: new Date('2026-03-03T12:00:00Z'), until: new Date('2026-03-06T12:30:00Z') }
/** Slack takes a message and the line breaks before it says so. */
export const BROKEN_LINE = new Date('2026-02-03T08:00:00Z')

/**
 * In the second of these New York changes its clocks. Each close takes some seven seconds alone on two cores, so that a whole year is lived
 * where somebody asks for it: `LIVED_CLOSES=12 npm test -- tests/integration/close/lived-closes.test.ts`.
 */
export const MONTHS = monthsFrom('2026-01', Number(process.env['LIVED_CLOSES'] ?? 2))

function monthsFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => addToMonth(first, at))
}
