import { dateIn, daysBetween, type IsoDate } from '../../lib/dates.js'
import { divideRounded, type Money, money } from '../../lib/money.js'
import { no, ok, type Result } from '../../lib/result.js'
import type { Company } from './company.js'
import type { Contact } from './contact.js'
import type { Custom } from './custom-field.js'
import type { Stage } from './pipeline.js'

/** `withdrawn`: begun by mistake; it is in no list, sum or search. */
export type DealStatus = 'open' | 'won' | 'lost' | 'withdrawn'

/** What is expected of an open deal: left out of the forecast, possible, likely if all goes well, promised. */
export const FORECASTS = ['omitted', 'pipeline', 'best-case', 'commit'] as const
export type Forecast = (typeof FORECASTS)[number]

/** A sale we hope for, made or missed. `amount` is null until somebody has an idea of it. */
export type Deal = {
  id: string
  ref: string
  title: string
  status: DealStatus
  amount: Money | null
  currency: string
  /** Percent; overrides the stage's. */
  probability: number | null
  /** Null: `pipeline`. */
  forecastCategory: Forecast | null
  expectedClose: IsoDate | null
  closedOn: IsoDate | null
  stageSince: Date
  nextStep: string | null
  nextStepDue: IsoDate | null
  source: string | null
  lostReason: string | null
  wonReason: string | null
  poNumber: string | null
  companyId: string
  contactId: string | null
  ownerId: string
  ownerAtCloseId: string | null
  stageId: string
  tags: readonly string[]
  /** Values of the company's own fields. */
  custom: Custom
  version: number
}

/** What a rule changes of a deal; the store writes exactly this. */
export type DealChange = Partial<Omit<Deal, 'id' | 'ref' | 'version'>>

export type NewDeal = {
  title: string
  companyId: string
  ownerId: string
  contactId?: string | null
  amount?: Money
  stageId?: string
  /** Where it begins, without a stage. */
  pipelineId?: string
  probability?: number
  expectedClose?: IsoDate
  nextStep?: string
  source?: string
  poNumber?: string
  tags?: readonly string[]
  custom?: Custom
}

/** It stands in headlines, lists and on buttons; what is longer is a note. */
const LONGEST_TITLE = 150

/** A title is one line of some words. */
export function readTitle(typed: string): Result<string> {
  const title = typed.trim().replace(/\s+/g, ' ')
  if (!title) return no('A deal needs a title.')
  if (title.length > LONGEST_TITLE)
    return no(
      `A deal’s title has at most ${LONGEST_TITLE} characters; this has ${title.length}. Put the rest into a note.`,
    )
  return ok(title)
}

/** A deal begins open, with a name, an amount that is not negative, and a contact who works at its company or nowhere. */
export function checkDeal(input: NewDeal, stage: Stage, company: Company, contact: Contact | null): Result<NewDeal> {
  const title = readTitle(input.title)
  if (!title.ok) return title
  if (stage.kind !== 'open') return no(`A deal begins in an open stage, and ${stage.name} is not one.`)
  if (input.amount && input.amount.minor < 0n) return no('An amount can not be negative.')
  if (contact?.companyId && contact.companyId !== company.id)
    return no(`${contact.name} (${contact.ref}) belongs to another company than ${company.name}.`)
  return ok({ ...input, title: title.value })
}

/** To another open stage, of the deal's pipeline or another; the clock of the stage starts anew. */
export function moveTo(deal: Deal, from: Stage, to: Stage, now: Date): Result<DealChange> {
  if (deal.status !== 'open')
    return no(`${deal.ref} is ${deal.status}. Reopen it first: deal reopen ${deal.ref} to:"${to.name}"`)
  if (to.kind === 'won') return no(`A deal is won by: deal win ${deal.ref}`)
  if (to.kind === 'lost') return no(`A deal is lost with a reason: deal lose ${deal.ref} reason:"…"`)
  if (to.id === from.id) return no(`${deal.ref} is in ${to.name} already.`)
  return ok({ stageId: to.id, stageSince: now })
}

/** A day on which a deal is said to have been closed, and today's: nothing is closed in the future. */
export type ClosedOn = { on: IsoDate; today: IsoDate }

/** Won on a date, credited to who owns it then; why is worth knowing, but not asked for. */
export function win(
  deal: Deal,
  wonStage: Stage,
  { on, today, reason: wonReason = null }: ClosedOn & { reason?: string | null },
  now: Date,
): Result<DealChange> {
  if (deal.status === 'won') return no(`${deal.ref} was won on ${deal.closedOn} already.`)
  if (deal.status === 'lost') return no(`${deal.ref} is lost. Reopen it first: deal reopen ${deal.ref}`)
  if (on > today) return no(`${on} is still to come; a deal is won today or on an earlier day.`)
  const ownerAtCloseId = deal.ownerId
  return ok({ status: 'won', stageId: wonStage.id, stageSince: now, closedOn: on, wonReason, ownerAtCloseId })
}

/** Lost on a date; the reason is what the company learns from it, so it can't be left out. */
export function lose(
  deal: Deal,
  lostStage: Stage,
  reason: string,
  { on, today }: ClosedOn,
  now: Date,
): Result<DealChange> {
  const lostReason = reason.trim()
  if (deal.status === 'lost') return no(`${deal.ref} was lost on ${deal.closedOn} already.`)
  if (deal.status === 'won') return no(`${deal.ref} is won. Reopen it first: deal reopen ${deal.ref}`)
  if (on > today) return no(`${on} is still to come; a deal is lost today or on an earlier day.`)
  if (!lostReason) return no('Why was it lost? A few words will do: reason:"too expensive"')
  const ownerAtCloseId = deal.ownerId
  return ok({ status: 'lost', stageId: lostStage.id, stageSince: now, closedOn: on, lostReason, ownerAtCloseId })
}

/** Taken back as if it had not been begun. */
export function withdraw(deal: Deal, on: IsoDate): Result<DealChange> {
  if (deal.status !== 'open') return no(`${deal.ref} is ${deal.status}, so it can't be taken back.`)
  return ok({ status: 'withdrawn', closedOn: on })
}

/** Back into an open stage, as if it had not been closed. `since` is when it first came there, so that it ages on. */
export function reopen(deal: Deal, to: Stage, since: Date): Result<DealChange> {
  if (deal.status === 'open') return no(`${deal.ref} is open already.`)
  if (to.kind !== 'open') return no(`${to.name} is not an open stage.`)
  const closed = { closedOn: null, lostReason: null, wonReason: null, ownerAtCloseId: null }
  return ok({ status: 'open', stageId: to.id, stageSince: since, ...closed })
}

/** What the amount is worth by its probability (the deal's own, else the stage's), rounded half-up. */
export function weighted(amount: Money, probability: number): Money {
  return money(divideRounded(amount.minor * BigInt(probability), 100n), amount.currency)
}

/** Whole days of the reader's calendar since the deal came into its stage. */
export const daysInStage = (stageSince: Date, now: Date, timeZone: string): number =>
  daysBetween(dateIn(timeZone, stageSince), dateIn(timeZone, now))

/** An open deal that has been in its stage for longer than the stage's rot days. */
export const isStale = (days: number, rotDays: number | null): boolean => rotDays !== null && days > rotDays

/** How far along the open stages a deal is: `{done: 3, total: 4}` in the third of four; all done when won. */
export function stageProgress(stages: readonly Stage[], stageId: string): { done: number; total: number } {
  const open = stages.filter((stage) => stage.kind === 'open')
  const at = open.findIndex((stage) => stage.id === stageId)
  const won = stages.some((stage) => stage.id === stageId && stage.kind === 'won')
  return { done: won ? open.length : at + 1, total: open.length }
}
