import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Instead } from './known.js'

/** The field that days are of, and what the verb before them says as well. */
type DayOf = { field: string; also: readonly string[] }

const of = (field: string, ...also: string[]): DayOf => ({ field, also })

const CREATED = 'created|added|new|logged'

/**
 * Which day a verb means, by kind of record. A verb that stands in no line has no day here: its sentence is refused, since the
 * day that is there is another's.
 */
const VERBS: Readonly<Record<string, readonly (readonly [verbs: string, day: DayOf])[]>> = {
  deals: [
    ['closing|closes?|due', of('close', 'status:open')],
    ['won|signed', of('closed', 'status:won')],
    ['lost', of('closed', 'status:lost')],
    ['closed', of('closed')],
  ],
  invoices: [
    ['due', of('due', 'open:>0')],
    ['paid', of('paid-on')],
    ['issued|sent|invoiced|billed|dated|made', of('issued')],
  ],
  bills: [
    ['due|pay', of('due', 'open:>0')],
    ['paid', of('paid-on')],
    ['dated|received', of('date')],
  ],
  payments: [
    ['received', of('date', 'direction:in')],
    ['made|sent|paid', of('date', 'direction:out')],
    ['dated', of('date')],
  ],
  expenses: [['spent|made|dated', of('date')]],
  quotes: [
    ['expir(?:es?|ing)|ending', of('valid-until')],
    ['sent', of('date', 'status:!draft')],
    ['made|dated|issued', of('date')],
  ],
  cases: [
    ['opened|reported|received', of('opened')],
    ['closed|solved|resolved|done|finished|completed', of('closed', 'status:closed')],
    ['due', of('due')],
  ],
  tasks: [
    ['done|finished|completed|closed|solved', of('done-at', 'done:yes')],
    ['due|ending', of('due', 'done:no')],
  ],
  mails: [
    ['received', of('sent', 'direction:in')],
    ['sent', of('sent', 'direction:out')],
  ],
  activities: [['made|dated|reported', of('at')]],
  entries: [['dated|made', of('date')]],
  postings: [['dated|made|spent', of('date')]],
  contacts: [['contacted', of('last-contacted')]],
  companies: [['contacted', of('last-contacted')]],
  'close-tasks': [
    ['due', of('due')],
    ['done|finished|completed', of('done')],
  ],
  'bank-lines': [['dated|booked', of('date')]],
  'recurring-invoices': [
    ['ending', of('ends')],
    ['starting', of('starts')],
    ['due', of('next')],
  ],
}

/** What a state says happened has a day of its own, which days without a verb are of: "won deals last month". */
const EVENTS: Readonly<Record<string, readonly (readonly [state: string, verb: string])[]>> = {
  deals: [
    ['status:won', 'closed'],
    ['status:lost', 'closed'],
    ['status:won,lost', 'closed'],
  ],
  invoices: [
    ['status:paid', 'paid'],
    ['status:draft', 'created'],
  ],
  bills: [
    ['status:paid', 'paid'],
    ['status:approved', 'approved'],
  ],
  expenses: [['status:approved', 'approved']],
  quotes: [
    ['status:accepted', 'accepted'],
    ['status:declined', 'declined'],
    ['status:draft', 'created'],
  ],
  cases: [['status:closed', 'closed']],
  tasks: [['done:yes', 'done']],
  'close-tasks': [['state:approved', 'approved']],
}

/** Of these the day that is theirs alone is when they were entered, which "customers last year" does not ask for. */
const ENTERED = new Set(['companies', 'contacts', 'products'])

/** The field that days are of, by the verb before them or the state beside them. Undefined where it has no day of the kind. */
export function dayOf(
  set: RecordSet,
  { verb, value }: { verb: string | undefined; value: string },
  where: readonly string[],
): DayOf | undefined {
  // A new customer is one of whom the first invoice is, whenever somebody entered the company.
  if (verb === 'new' && where.includes('role:customer')) return of('since')
  const said = verb ?? EVENTS[set.name]?.find(([state]) => where.includes(state))?.[1]
  if (said !== undefined) return ofVerb(set, said)
  if (set.day === undefined || (ENTERED.has(set.name) && !value.startsWith('>='))) return undefined
  return of(set.day)
}

function ofVerb({ name, fields }: RecordSet, verb: string): DayOf | undefined {
  const like = (verbs: string) => new RegExp(`^(?:${verbs})$`).test(verb)
  const found = VERBS[name]?.find(([verbs]) => like(verbs))?.[1]
  if (found) return found
  const entered = { cases: 'opened', activities: 'at' }[name] ?? 'created'
  return like(CREATED) && entered in fields ? of(entered) : undefined
}

/** What is known of the days of a kind in place of the one that was asked for, and where another kind has it. */
export function withoutDay(set: RecordSet, where: readonly string[], verb: string | undefined, value: string): Instead {
  const days = Object.entries(set.fields).flatMap(([name, { type }]) =>
    type === 'date' || type === 'instant' ? [name] : [],
  )
  const asked = verb === undefined ? `which day of ${set.many} you mean` : `when ${set.many} were ${verb}`
  const known = days.length > 0 ? `Their days are: ${days.join(', ')}.` : 'They have no days to ask by.'
  const elsewhere = ELSEWHERE[`${set.name} ${verb}`]?.(where)
  const state = verb !== undefined && set.fields['status']?.choices?.includes(verb) ? [`status:${verb}`] : []
  const same = days.map(
    (day) => `report ${set.name} where ${[...new Set([...where, ...state, `${day}:${value}`])].join(' ')}`,
  )
  return {
    why: `I don’t know ${asked}. ${known}`,
    commands: elsewhere ? [`${elsewhere[0]}:${value}${elsewhere[1]}`] : same,
  }
}

type Elsewhere = (where: readonly string[]) => [before: string, behind: string]
const paid: Elsewhere = (where) => [
  `report payments where direction:${where.includes('role:supplier') ? 'out' : 'in'} money:yes reversed:no date`,
  ' group:company sum:amount',
]

/** What one kind has no day for, and another is about. */
const ELSEWHERE: Readonly<Record<string, Elsewhere>> = {
  'companies paid': paid,
  'companies lost': () => ['report deals where status:lost closed', ' group:company'],
  'companies won': () => ['report deals where status:won closed', ' group:company'],
  'invoices received': () => ['report bills where date', ''],
}
