import type { SqlScope } from '../../db/sql-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import type { Capability } from '../people/capabilities.js'

/** A button that acts on a signal: a command as it stands, or its form with what is known. */
export type SignalButton = {
  label: string
  command: string
  args: Readonly<Record<string, string | boolean>>
  /** Its form is opened; nothing is done by the click itself. */
  form?: true
  /** As one would type it; a form has none. */
  typed?: string
  style?: 'primary' | 'danger'
}

/** What a signal found. Texts are plain; they stay as they were when it was found. */
export type Found = {
  /** What it is about, as a key: a record's id, an address, a domain. Within the cooldown nothing is said of it again. */
  subject: string
  /** What makes it another one of the same subject: the day of a contract's end, a payment's id. Said once for ever. */
  occurrence: string
  /** Whose record it is; null: nobody's, and somebody of the roles that look after such things is told. */
  ownerId: string | null
  /** The customer, for who wants to hear no more of one. */
  companyId: string | null
  /** One line that stands alone. */
  headline: string
  /** Why it is said, with its figures: a sentence. */
  why: string
  facts?: readonly (readonly [label: string, value: string])[]
  /** The first is what one would do most likely. */
  buttons: readonly SignalButton[]
}

/** What a signal is asked about, and for when. */
export type Asked = {
  /** The outbox row that it arises of; null: its daily turn. */
  event: { kind: string; data: Readonly<Record<string, unknown>> } | null
  /** The company's own, or the declared one. */
  threshold: number
  /** The company's date. */
  today: IsoDate
  timeZone: string
  baseCurrency: string
  /** Since when the company is live: what is older is history, and nobody hears of it. */
  liveAt: Date
}

/** One that waits for somebody to act. */
export type OpenSignal = {
  id: string
  subject: string
  occurrence: string
  companyId: string | null
  /** Who is told of it. */
  staffId: string | null
  foundAt: Date
  /** The company's date on that day. */
  foundOn: IsoDate
}

/** What became of one: somebody acted on it, or its reason is gone without. */
export type Settled = {
  id: string
  state: 'acted' | 'lapsed'
  /** In a line that stands in place of the headline. */
  said: string
  /** Nothing of what it said is kept: a rule keeps such mail out. */
  forget?: true
}

/**
 * A signal: an opportunity or a risk as it presents itself, told once to whom it concerns. `find` reads all records at its
 * daily turn, or what an outbox row names; `settle` says what became of those that are open.
 */
export type Signal = {
  /** As people type it: `gone-quiet`. */
  name: string
  title: string
  /** One sentence. */
  looksFor: string
  /** Outbox kinds that it arises of. */
  on: readonly string[]
  daily: boolean
  /** Mail that waits for an answer at once; else with others, by day. */
  tells: 'at-once' | 'by-day'
  /** What its reader must be allowed to see, of the owner's records; */
  needs: Capability
  /** and of everybody's. */
  also?: readonly Capability[]
  /** So long nothing more is said of the same subject. */
  cooldownDays: number
  /** After so long it is no news any more. */
  lapsesAfterDays: number
  /** A number that a company may set another for. */
  threshold?: { label: string; is: number; from: number; to: number }
  find(read: SqlScope, asked: Asked): Promise<readonly Found[]>
  settle(read: SqlScope, open: readonly OpenSignal[], asked: Omit<Asked, 'event'>): Promise<readonly Settled[]>
}

export const defineSignal = (signal: Signal): Signal => signal
