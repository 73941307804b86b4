import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Instead, Parts } from './known.js'
import type { DaysSaid } from './periods-in-words.js'
import type { Subject } from './subject-in-words.js'

/** Which way documents go that go one way only, and what goes the other. */
const ONE_WAY: Readonly<Record<string, { way: string; other: string; why: string }>> = {
  invoices: {
    way: 'direction:out',
    other: 'bills',
    why: 'Invoices are what we send; what companies send us are bills.',
  },
  quotes: { way: 'direction:out', other: 'bills', why: 'Quotes are what we send; what companies send us are bills.' },
  bills: {
    way: 'direction:in',
    other: 'invoices',
    why: 'Bills are what companies send us; what we send are invoices.',
  },
}

const DAYS: Readonly<Record<string, string>> = { bills: 'date', invoices: 'issued', quotes: 'date' }

/** "invoices from Globex" are its bills, or those that it got: where a document goes the other way, both are offered. */
export function withoutDirection(
  parts: Parts,
  { figure }: Subject,
  set: RecordSet,
  days: DaysSaid | undefined,
): Instead | undefined {
  const said = parts.where.find((each) => each.startsWith('direction:'))
  const one = ONE_WAY[set.name]
  if (said === undefined || !one) return undefined
  parts.where = parts.where.filter((each) => each !== said)
  if (figure || said === one.way) return undefined
  const company = parts.where.filter((each) => each.startsWith('company:')).join(' ')
  const then = (kind: string) => (days ? ` ${DAYS[kind]}:${days.value}` : '')
  return {
    why: one.why,
    commands: [one.other, set.name].map((kind) => `report ${kind} where ${company}${then(kind)}`),
  }
}
