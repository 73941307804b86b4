import type { SignalButton } from './define-signal.js'

/**
 * found: nobody was told yet; shown; then what ended it – acted (on), dismissed, muted (whoever should hear wants to hear no more
 * such), or lapsed, its reason gone or its time over.
 */
export type SignalState = 'found' | 'shown' | 'acted' | 'dismissed' | 'muted' | 'lapsed'

export const OPEN = ['found', 'shown'] as const satisfies readonly SignalState[]

/** One as it was found, and what became of it. */
export type SignalRow = {
  id: string
  ref: string
  name: string
  subject: string
  occurrence: string
  companyId: string | null
  headline: string
  why: string
  facts: readonly (readonly [label: string, value: string])[]
  buttons: readonly SignalButton[]
  state: SignalState
  foundAt: Date
  shownAt: Date | null
  settledAt: Date | null
  /** What became of it, in a line. */
  outcome: string | null
  ownerId: string | null
  ownerName: string | null
  /** Who is told: its owner, or who stands in. */
  staffId: string | null
  staffName: string | null
  toldIn: string | null
  version: number
}

const DAY_MS = 86_400_000

/** Whether its subject may be spoken of again at an instant. */
export const isCool = (last: Date | null, cooldownDays: number, now: Date): boolean =>
  last === null || now.getTime() - last.getTime() >= cooldownDays * DAY_MS

export const isOver = (foundAt: Date, lapsesAfterDays: number, now: Date): boolean =>
  now.getTime() - foundAt.getTime() >= lapsesAfterDays * DAY_MS

/** What a person wants to hear no more of, as it is kept with the other mutes. */
export const MUTED_ALL = 'signal'
export const mutedKind = (name: string): string => `signal:${name}`
export const mutedCompany = (companyId: string): string => `signals:${companyId}`

export const isMuted = (
  muted: ReadonlySet<string>,
  { name, companyId }: Pick<SignalRow, 'name' | 'companyId'>,
): boolean =>
  muted.has(MUTED_ALL) || muted.has(mutedKind(name)) || (companyId !== null && muted.has(mutedCompany(companyId)))
