import { no, ok, type Result } from '../../lib/result.js'
import type { Custom } from '../crm/custom-field.js'
import { answerClock, newClock, retarget, type StoredClock, startClock, stopClock, type Targets } from './sla.js'
import type { WorkingHours } from './working-hours.js'

export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]
/** `new`: nobody has taken or answered it. `waiting`: the customer has the word. */
export type CaseStatus = 'new' | 'open' | 'waiting' | 'closed'
export const CLOSED_AS = ['solved', 'unanswered', 'duplicate', 'spam'] as const
export type ClosedAs = (typeof CLOSED_AS)[number] | 'merged'

/** A matter of a customer's that support settles. */
export type Case = StoredClock & {
  id: string
  ref: string
  subject: string
  status: CaseStatus
  priority: Priority
  source: 'mail' | 'slack' | 'manual'
  /** The team that takes it. */
  teamId: string | null
  openedAt: Date
  closedAt: Date | null
  closedAs: ClosedAs | null
  resolution: string | null
  firstAnsweredAt: Date | null
  lastCustomerAt: Date | null
  lastReplyAt: Date | null
  lastReplyById: string | null
  companyId: string | null
  contactId: string | null
  ownerId: string | null
  assignedAt: Date | null
  /** Where it came in, and what replies are sent as. */
  mailboxId: string | null
  followsId: string | null
  mergedIntoId: string | null
  tags: readonly string[]
  custom: Custom
  version: number
}

/** What a rule changes of a case; the store writes exactly this. */
export type CaseChange = Partial<Omit<Case, 'id' | 'ref' | 'version'>>

/** The hours by which clocks run, and the instant of the change. */
export type Moment = { hours: WorkingHours; now: Date }

export type NewCase = Pick<Case, 'subject' | 'source'> &
  Partial<
    Pick<
      Case,
      | 'priority'
      | 'teamId'
      | 'tags'
      | 'custom'
      | 'companyId'
      | 'contactId'
      | 'ownerId'
      | 'mailboxId'
      | 'followsId'
      | 'lastCustomerAt'
    >
  >

const SUBJECT_CHARS = 250

/** One line; a mail without a subject has one all the same. */
export const caseSubject = (text: string): string =>
  text.replace(/\s+/g, ' ').trim().slice(0, SUBJECT_CHARS).trim() || '(no subject)'

/** A case begins new, with its clock running by what its priority promises. */
export function newCase(input: NewCase, targets: Targets, { hours, now }: Moment): Omit<Case, 'id' | 'ref'> {
  return {
    ...newClock(targets, hours, now),
    subject: caseSubject(input.subject),
    status: 'new',
    priority: input.priority ?? 'normal',
    source: input.source,
    teamId: input.teamId ?? null,
    openedAt: now,
    closedAt: null,
    closedAs: null,
    resolution: null,
    firstAnsweredAt: null,
    lastCustomerAt: input.lastCustomerAt ?? null,
    lastReplyAt: null,
    lastReplyById: null,
    companyId: input.companyId ?? null,
    contactId: input.contactId ?? null,
    ownerId: input.ownerId ?? null,
    assignedAt: input.ownerId ? now : null,
    mailboxId: input.mailboxId ?? null,
    followsId: input.followsId ?? null,
    mergedIntoId: null,
    tags: input.tags ?? [],
    custom: input.custom ?? {},
    version: 1,
  }
}

/** Why nothing more happens on it, and what to do. */
export const isClosed = (one: Pick<Case, 'ref' | 'closedAs'>): { ok: false; problem: string } => ({
  ok: false,
  problem:
    one.closedAs === 'merged'
      ? `${one.ref} is part of another case.`
      : `${one.ref} is closed. Reopen it first: case reopen ${one.ref}`,
})

/** To somebody, who takes it up, or back to nobody. */
export function assign(one: Case, ownerId: string | null, now: Date): Result<CaseChange> {
  if (one.status === 'closed') return isClosed(one)
  if (one.ownerId === ownerId) return no(`${one.ref} ${ownerId === null ? 'is nobody’s' : 'has that owner'} already.`)
  const taken = ownerId !== null && one.status === 'new' ? { status: 'open' as const } : {}
  return ok({ ownerId, assignedAt: ownerId === null ? null : now, ...taken })
}

/** The customer has the word: the clock stands. */
export function wait(one: Case, { hours, now }: Moment): Result<CaseChange> {
  if (one.status === 'closed') return isClosed(one)
  if (one.status === 'waiting') return no(`${one.ref} is waiting for its customer already.`)
  return ok({ status: 'waiting', ...stopClock(one, hours, now) })
}

/** What comes after a reply: it stays ours, the customer has the word, or the matter is settled. */
export const AFTER_REPLY = ['open', 'waiting', 'closed'] as const
export type AfterReply = (typeof AFTER_REPLY)[number]

/** Somebody answered the customer. Of a waiting case a further word leaves it waiting, unless it is said otherwise. */
export function answered(
  one: Case,
  { byId, next }: { byId: string | null; next?: AfterReply | undefined },
  moment: Moment,
): Result<CaseChange> {
  if (one.status === 'closed') return isClosed(one)
  const { hours, now } = moment
  const clock = answerClock(one, hours, now)
  const first = one.firstAnsweredAt === null ? { firstAnsweredAt: now } : {}
  const said = { ...clock, ...first, lastReplyAt: now, lastReplyById: byId }
  const after = next ?? (one.status === 'waiting' ? 'waiting' : 'open')
  if (after === 'open') return ok({ ...said, status: 'open', ...startClock(clock, hours, now) })
  const stopped = { ...said, ...stopClock(clock, hours, now) }
  if (after === 'waiting') return ok({ ...stopped, status: 'waiting' })
  return ok({ ...stopped, status: 'closed', closedAt: now, closedAs: 'solved' })
}

/** What a customer's mail does to a case that its thread stands on. */
export type CustomerEffect = { effect: 'add' | 'reopen' | 'follow'; change: CaseChange }

const DAY_MS = 86_400_000

/**
 * A case that waits, or was closed lately, is ours to move again; of one that was closed long ago the mail begins a matter of
 * its own, which follows it. What was closed as spam stays closed.
 */
export function customerWrote(
  one: Case,
  { at, reopenDays }: { at: Date; reopenDays: number },
  { hours, now }: Moment,
): CustomerEffect {
  const wrote = { lastCustomerAt: one.lastCustomerAt && one.lastCustomerAt > at ? one.lastCustomerAt : at }
  if (one.status === 'new' || one.status === 'open' || one.closedAs === 'spam') return { effect: 'add', change: wrote }
  if (one.closedAt && now.getTime() - one.closedAt.getTime() > reopenDays * DAY_MS)
    return { effect: 'follow', change: {} }
  return { effect: 'reopen', change: { ...wrote, ...opened(one, { hours, now }) } }
}

const opened = (one: Case, { hours, now }: Moment): CaseChange => ({
  status: one.ownerId === null && one.firstAnsweredAt === null ? 'new' : 'open',
  closedAt: null,
  closedAs: null,
  resolution: null,
  ...startClock(one, hours, now),
})

/** Settled; `resolution` says by what, for the next who has the same question. */
export function close(
  one: Case,
  { as, resolution }: { as: ClosedAs; resolution: string | null },
  { hours, now }: Moment,
): Result<CaseChange> {
  if (one.status === 'closed') return no(`${one.ref} is closed already.`)
  return ok({ status: 'closed', closedAt: now, closedAs: as, resolution, ...stopClock(one, hours, now) })
}

/** Ours to move again: the clock runs on from where it stood. */
export function reopen(one: Case, moment: Moment): Result<CaseChange> {
  if (one.closedAs === 'merged') return no(`${one.ref} is part of another case: case unmerge ${one.ref}`)
  if (one.status === 'new' || one.status === 'open') return no(`${one.ref} is open already.`)
  return ok(opened(one, moment))
}

/** Another priority, with what that promises. */
export const prioritise = (one: Case, priority: Priority, targets: Targets, hours: WorkingHours): CaseChange => ({
  priority,
  ...retarget(one, targets, hours),
})

/** One of two cases of a matter goes on in the other. */
export function mergeInto(one: Case, into: Case, moment: Moment): Result<CaseChange> {
  if (one.id === into.id) return no('A case can’t be merged into itself.')
  if (into.closedAs === 'merged') return no(`${into.ref} is part of another case itself: merge into that one.`)
  if (one.closedAs === 'merged') return no(`${one.ref} is part of another case already: case unmerge ${one.ref}`)
  const { hours, now } = moment
  const stopped = one.status === 'closed' ? {} : stopClock(one, hours, now)
  return ok({ ...stopped, status: 'closed', closedAt: now, closedAs: 'merged', mergedIntoId: into.id })
}

/** Out of the other again, and open, wherever it stood before. */
export const unmerge = (one: Case, moment: Moment): Result<CaseChange> =>
  one.closedAs === 'merged'
    ? ok({ ...opened(one, moment), mergedIntoId: null })
    : no(`${one.ref} is part of no other case.`)
