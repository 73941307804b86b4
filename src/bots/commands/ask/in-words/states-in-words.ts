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
    [/(?:sent (?:but|and) not (?:yet )?(?:accepted|answered|decided)|open|outstanding|pending)/, ['status:sent']],
    [/(?:that )?we sent/, ['status:!draft']],
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
  mails: [
    [/(?:that )?(?:we )?(?:received|got|incoming|inbound)/, ['direction:in']],
    [/(?:that )?(?:we )?(?:sent|wrote|outgoing|outbound)/, ['direction:out']],
  ],
  staff: [
    [/(?:former|inactive)/, ['active:no']],
    [/(?:active|current)/, ['active:yes']],
  ],
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
  // Who left is no colleague unless said.
  if (set === 'staff' && where.length === 0) where.push('active:yes')
  return { where, ...(of === undefined ? {} : { of }) }
}
