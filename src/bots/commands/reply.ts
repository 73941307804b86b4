import type { IsoDate } from '../../lib/dates.js'
import type { Money } from '../../lib/money.js'

/**
 * What a command answers, free of any place's markup: faces (Slack, terminal, mail, MCP) render it. Texts may use
 * `*bold*`, `_italic_` and `` `code` `` written by us; record names go in as they are and each face escapes them.
 */
export type Reply = {
  /** One line that stands alone: notification, terminal, screen reader. */
  headline: string
  text?: string
  fields?: readonly Field[]
  /** What changed, before → after. */
  changes?: readonly Change[]
  table?: Table
  chart?: Chart
  progress?: { label: string; done: number; total: number }
  sections?: readonly Section[]
  actions?: readonly Action[]
  files?: readonly ReplyFile[]
  /** How the words were read, the period, the as-of: small print. */
  notes?: readonly string[]
  /** For `--json`: what a script wants. Money as decimal strings in major units, dates ISO. */
  data?: unknown
  /** The audit reference of a change; set by the dispatcher. */
  reference?: string
  /** Meant for the asker alone unless shared. Default true. */
  private?: boolean
}

/** A titled part of a longer card (a contact's threads under the contact's fields). */
export type Section = { title: string; fields?: readonly Field[]; table?: Table; lines?: readonly string[] }

export type Field = { label: string; value: Cell }
export type Change = { label: string; before: Cell; after: Cell }

/** A value that each face formats: money and dates stay typed to the last step. `link` shows a record by its reference. */
export type Cell =
  | string
  | number
  | null
  | { money: Money }
  | { date: IsoDate }
  | { at: Date }
  | { percent: number }
  | { person: string; slackUserId?: string | null }
  | { ref: string; title: string }

export type Column = {
  key: string
  label: string
  type: 'text' | 'number' | 'money' | 'date' | 'percent' | 'record' | 'person'
}
export type Row = Readonly<Record<string, Cell>>
export type Table = { columns: readonly Column[]; rows: readonly Row[]; totals?: Row; more?: number }

/** Values in major units for drawing only; figures for people stand in the table. At most 6 series of 20 points. */
export type Chart = {
  kind: 'bar' | 'stacked-bar' | 'line'
  title: string
  unit: string
  categories: readonly string[]
  series: readonly { name: string; values: readonly number[] }[]
}

export type ReplyFile = { name: string; contentType: string; bytes: Uint8Array; title: string }

/**
 * A button. A command names what it would do; the dispatcher stores that as a `pending_action` and sets `id`, which is all
 * that a face puts on the button. `form` opens the command's form with what is already known.
 */
export type Action = {
  label: string
  style?: 'primary' | 'danger'
  do:
    | { command: string; args: Readonly<Record<string, unknown>> }
    | { form: string; args: Readonly<Record<string, unknown>> }
    | { url: string }
  /** The same in words, as it would be typed. */
  typed?: string
  id?: string
}
