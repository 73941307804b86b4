import type { Sentence } from './sentence.js'

type Said = [like: RegExp, conditions: string[], of?: string]

/** What states of a kind of record are called, and the conditions that they are. */
const STATES: Record<string, Said[]> = {
  deals: [
    [/(?:still )?(?:open|active|running)/, ['status:open']],
    [/(?:we )?(?:won|closed won)/, ['status:won']],
    [/(?:we )?(?:lost|closed lost)/, ['status:lost']],
    [/stale|stuck|stalled|rotting/, ['stale:yes']],
    [/closed/, ['status:won,lost']],
    [/(?:expected |due )?(?:to )?(?:closing|closes?)(?= )/, ['status:open']],
  ],
  invoices: [
    [/(?:that are )?(?:overdue|late|past due)/, ['overdue:yes'], 'open'],
    [/(?:still )?(?:unpaid|open|outstanding|not paid)/, ['open:>0'], 'open'],
    [/drafts?|not (?:yet )?issued|not (?:yet )?sent/, ['status:draft']],
    [/disputed/, ['disputed:yes']],
    [/fully paid|paid/, ['status:paid']],
    [/(?:that )?(?:we )?(?:sent|issued|billed)/, []],
  ],
  bills: [
    [/(?:that are )?(?:overdue|late|past due)/, ['overdue:yes'], 'open'],
    [/(?:still )?(?:unpaid|open|outstanding|not paid|to pay|to be paid)/, ['open:>0'], 'open'],
    [/(?:waiting for approval|unapproved|not (?:yet )?approved|to approve)/, ['status:received']],
    [/approved/, ['status:approved']],
    [/paid/, ['status:paid']],
  ],
  expenses: [
    [/(?:waiting for approval|unapproved|not (?:yet )?approved|to approve|pending)/, ['status:received']],
    [/approved/, ['status:approved']],
    [/(?:unpaid|not paid|open)/, ['open:>0'], 'open'],
  ],
  payments: [
    [/(?:we (?:paid|pay|sent|made))/, ['direction:out']],
    [/(?:that )?(?:we )?(?:received|got|incoming|came in|paid us|customers paid|paid|pay)/, ['direction:in']],
    [/(?:that )?(?:we )?(?:sent|made|outgoing|paid out|went out)/, ['direction:out']],
    [/(?:unapplied|unallocated|not allocated)/, ['unapplied:>0'], 'unapplied'],
  ],
  cases: [
    [
      /(?:past (?:their )?due|overdue|(?:breaching|breached|missing|missed|past|in breach of)(?: (?:the|their|its|an))? slas?|sla breach(?:es)?|breaching|breached|late)/,
      ['overdue:yes'],
    ],
    [
      /(?:unanswered|not (?:yet )?answered|without an? (?:answer|reply|response))/,
      ['hours-to-answer:none', 'status:!closed'],
    ],
    [/(?:still )?(?:open|unsolved|unresolved|not closed)/, ['status:!closed']],
    [/(?:closed|solved|resolved)/, ['status:closed']],
    [/waiting(?: (?:on|for) (?:the |a )?(?:customer|client)s?)?/, ['status:waiting']],
    [/unassigned/, ['owner:none']],
    [/(urgent|high|normal|low)(?: priority)?/, ['priority:$1']],
  ],
  tasks: [
    [/(?:overdue|late)/, ['overdue:yes']],
    [/(?:done|finished|completed)/, ['done:yes']],
    [/(?:open|not done|unfinished|to do)/, ['done:no']],
  ],
  quotes: [
    [/sent (?:but|and) not (?:yet )?(?:accepted|answered|decided)/, ['status:sent']],
    [/(accepted|declined|sent)/, ['status:$1']],
    [/drafts?/, ['status:draft']],
    [/expired/, ['expired:yes']],
  ],
  'close-tasks': [
    [/(blocked|submitted|approved|waiting)/, ['state:$1']],
    [/(?:overdue|late)/, ['overdue:yes']],
  ],
  'recurring-invoices': [[/(active|stopped)/, ['state:$1']]],
  products: [[/retired/, ['retired:yes']]],
  companies: [[/(prospect|former)s?/, ['lifecycle:$1']]],
}

/** The states in a sentence; `of` is the amount that is meant by them. A state and its day are not said twice: "won last month". */
export function takeStates(sentence: Sentence, set: string): { where: string[]; of?: string } {
  const where: string[] = []
  let of: string | undefined
  for (const [like, conditions, amount] of STATES[set] ?? []) {
    const found = sentence.take(like)
    if (!found) continue
    where.push(...conditions.map((condition) => condition.replace('$1', found[1] ?? '')))
    of ??= amount
  }
  return { where, ...(of === undefined ? {} : { of }) }
}

/** The field that a day is of, by the verb before it and the state beside it; and what the verb says as well. */
export function dayOf(
  set: string,
  verb: string | undefined,
  where: readonly string[],
): { field?: string; also: string[] } {
  const also = (field: string, ...conditions: string[]) => ({ field, also: conditions })
  if (verb === 'created' || verb === 'added' || verb === 'new' || verb === 'logged')
    return { field: set === 'cases' ? 'opened' : set === 'activities' ? 'at' : 'created', also: [] }
  if (set === 'deals') {
    if (verb === 'closing' || verb === 'close' || verb === 'closes') return also('close', 'status:open')
    if (verb === 'won' || verb === 'lost') return also('closed', `status:${verb}`)
    if (verb === 'closed' || where.includes('status:won') || where.includes('status:lost')) return also('closed')
    return verb === 'open' ? also('close', 'status:open') : also('close')
  }
  if (set === 'invoices')
    return verb === 'due' ? also('due', 'open:>0') : verb === 'paid' ? also('paid-on') : also('issued')
  if (set === 'bills') return verb === 'due' ? also('due', 'open:>0') : verb === 'paid' ? also('paid-on') : also('date')
  if (set === 'tasks')
    return verb === 'done' || verb === 'finished'
      ? also('done-at', 'done:yes')
      : verb === 'open'
        ? also('due', 'done:no')
        : also('due', 'done:no')
  if (set === 'cases')
    return verb === 'closed' || verb === 'solved' || verb === 'resolved' || where.includes('status:closed')
      ? also('closed', 'status:closed')
      : verb === 'due'
        ? also('due')
        : also('opened')
  if (set === 'payments') return verb === 'received' ? also('date', 'direction:in') : also('date')
  if (set === 'quotes')
    return verb === 'expires' || verb === 'expire' || verb === 'expiring'
      ? also('valid-until')
      : verb === 'sent'
        ? also('date', 'status:sent')
        : also('date')
  if (set === 'recurring-invoices') return also(verb === 'ending' ? 'ends' : verb === 'starting' ? 'starts' : 'next')
  if (set === 'contacts' && verb === 'contacted') return also('last-contacted')
  return { also: [] }
}
