import type { Chart } from '../../lib/chart.js'
import type { Cell, Column, Row, Table } from '../../lib/table.js'

export type { Cell, Chart, Column, Row, Table }

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
export type Section = {
  title: string
  fields?: readonly Field[]
  table?: Table
  lines?: readonly string[]
  /** What somebody wrote, with its own lines. */
  prose?: string
}

export type Field = { label: string; value: Cell }
export type Change = { label: string; before: Cell; after: Cell }

export type ReplyFile = { name: string; contentType: string; bytes: Uint8Array; title: string }

/**
 * The records under which a button of a change stands, with the versions that were shown: pressed once one has moved on, it does
 * nothing and says who did what since.
 */
export type Seen = Readonly<Record<string, number>>

/** Of a card that is its command's preview already: a click confirms exactly what is shown, as long as it is so. */
export type Confirms = { hash: string; versions: Readonly<Record<string, number>>; until: Date }

/**
 * A button. A command names what it would do; the dispatcher stores that as a `pending_action` and sets `id`, which is all
 * that a face puts on the button. `form` opens the command's form with what is already known.
 */
export type Action = {
  label: string
  style?: 'primary' | 'danger'
  do:
    | { command: string; args: Readonly<Record<string, unknown>>; confirms?: Confirms; seen?: Seen }
    | { form: string; args: Readonly<Record<string, unknown>> }
    | { url: string }
  /** The same in words, as it would be typed. */
  typed?: string
  id?: string
}
