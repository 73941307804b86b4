import type { SqlScope } from '../../db/sql-workspace.js'
import type { Chart } from '../../lib/chart.js'
import type { IsoDate, IsoMonth } from '../../lib/dates.js'
import type { Column, Row } from '../../lib/table.js'
import type { Membership } from '../people/membership-store.js'
import type { Owners } from '../people/owners.js'

/** A record that a parameter names; the faces resolve the words to it. */
export type ReportRecord = { id: string; ref: string; title: string }

type ValueTypes = {
  text: string
  integer: number
  date: IsoDate
  month: IsoMonth
  flag: boolean
  choice: string
  record: ReportRecord
}

export type ReportParamType = keyof ValueTypes

export type ReportParam<T extends ReportParamType = ReportParamType, Required extends boolean = boolean> = {
  type: T
  /** For forms and help: "As of". */
  label: string
  required: Required
  /** For `choice`. */
  choices?: readonly string[]
  /** For `record`. */
  record?: 'company' | 'contact' | 'deal' | 'staff' | 'stage' | 'pipeline'
  hint?: string
}

/** Parameters by the key that people type (`asof:2026-10-31`). */
export type ReportParams = Readonly<Record<string, ReportParam>>

type Needed<P extends ReportParams> = {
  [K in keyof P]: P[K] extends ReportParam<ReportParamType, true> ? K : never
}[keyof P]

export type ReportArgs<P extends ReportParams> = {
  readonly [K in Needed<P>]: P[K] extends ReportParam<infer T> ? ValueTypes[T] : never
} & {
  readonly [K in Exclude<keyof P, Needed<P>>]?: P[K] extends ReportParam<infer T> ? ValueTypes[T] | undefined : never
}

/** For whom and as of when a report is made. */
export type ReportContext = {
  readonly workspace: Membership['workspace']
  /** The asker's date: the default of an as-of. */
  readonly today: IsoDate
  readonly now: Date
  /** In which the asker's days begin and end. */
  readonly timeZone: string
  /** The member of staff who asks; null for a scheduled report of the service itself. */
  readonly askerId: string | null
  /** Goes into a file that takes any number of rows: a report that shows a part to people is whole there. */
  readonly asRows?: boolean
  /** Whose records of that capability count for the asker. */
  owners(capability: string): Owners
  /** Whether the asker holds a capability at all. */
  may(capability: string): boolean
}

/** What a report says. Money is `Money` in every cell; its keys are the columns' keys. */
export type ReportResult = {
  /** The figure that matters, as the end of a sentence: "38 open deals, 1,240,000.00 EUR". */
  summary?: string
  columns: readonly Column[]
  rows: readonly Row[]
  /** Places of rows that add up the rows before them, since the last such row. Documents set them apart. */
  subtotals?: readonly number[]
  /** Under the rows, in `currency` where it is money. */
  totals: Row
  /** The currency of totals and chart. Amounts in others stay in their own and are named in `notes`. */
  currency: string
  /** The state at the end of this day. */
  asOf: IsoDate
  /** The days covered; null for a state without a beginning or end. */
  from: IsoDate | null
  to: IsoDate | null
  /** Its figures are of what is planned as well: they don't end today where its days go on. */
  ahead?: boolean
  chart?: Chart
  /** What a reader must know to trust the figures: filters, what is left out, how it was counted. */
  notes: readonly string[]
  /** For each row the command, as typed, that lists what is behind it; null where there is nothing to list. */
  explain: readonly (string | null)[]
  /** The last seal that a ledger report counts: the same seal gives the same figures. */
  sealNumber?: bigint
}

export type Report<P extends ReportParams = ReportParams> = {
  /** What people type after `report`: `trial-balance`. */
  name: string
  title: string
  /** One line for `report list`. */
  summary: string
  params: P
  /** Parameters as typed, where some are required: help's example has them. */
  example?: string
  /** Made of somebody's question: it has no name by which a figure of it could be asked for. */
  asked?: true
  /** The capability that the asker's roles must have. */
  needs: string
  /** `ledger` can be said again from a seal number; `records` change, so that what was said is kept (`report_run`). */
  lane: 'ledger' | 'records'
  /** Reads in set-based statements; the transaction is read-only with one snapshot. */
  run(read: SqlScope, params: ReportArgs<P>, context: ReportContext): Promise<ReportResult>
}

/**
 * Declares a report once: the command, its help and form, the JSON and every document derive from it. A report is a file of
 * a folder below this one whose default export is what this returns; the other files there have no default export.
 */
export const defineReport = <P extends ReportParams>(report: Report<P>): Report<P> => report
