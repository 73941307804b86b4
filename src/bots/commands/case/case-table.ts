import type { CaseRow } from '../../../domain/support/case-list-store.js'
import { standings } from '../../../domain/support/sla.js'
import { nextText } from '../../../domain/support/sla-text.js'
import type { SupportDesk } from '../../../domain/support/support-settings.js'
import { recordCell } from '../cells.js'
import { ownData } from '../own-values.js'
import type { Column, Row, Section, Table } from '../reply.js'

/** The hours by which clocks run, and the instant at which they are read. */
export type ClockReading = { desk: Pick<SupportDesk, 'working'>; now: Date }

const columns: Column[] = [
  { key: 'ref', label: 'Case', type: 'record' },
  { key: 'customer', label: 'Customer', type: 'record' },
  { key: 'priority', label: 'Priority', type: 'text' },
  { key: 'status', label: 'Status', type: 'text' },
  { key: 'due', label: 'Due', type: 'text' },
]
const ownerColumn: Column = { key: 'owner', label: 'Owner', type: 'person' }

/** Cases as people scan them. The owner stands there when it is not the same for all, the customer unless the card is its own. */
export function caseTable(
  reading: ClockReading,
  cases: readonly CaseRow[],
  { count = cases.length, customer = true }: { count?: number; customer?: boolean } = {},
): Table {
  const owners = new Set(cases.map(({ ownerId }) => ownerId))
  const more = count - cases.length
  return {
    columns: [
      ...columns.filter(({ key }) => customer || key !== 'customer'),
      ...(owners.size > 1 ? [ownerColumn] : []),
    ],
    rows: cases.map((one) => caseCells(reading, one)),
    ...(more > 0 ? { more } : {}),
  }
}

const caseCells = (reading: ClockReading, one: CaseRow): Row => ({
  ref: { ref: one.ref, title: one.subject },
  customer: recordCell(one.company ?? one.contact),
  priority: one.priority,
  status: statusText(one),
  due: dueText(reading, one),
  owner: one.owner === null ? 'nobody' : { person: one.owner },
})

/** "closed (solved)"; what is not closed has a word of its own. */
export const statusText = ({ status, closedAs }: Pick<CaseRow, 'status' | 'closedAs'>): string =>
  status === 'closed' ? `closed (${closedAs})` : status

/** "first reply due in 40 min", "due in 2 h 10 min, paused"; a closed case owes nothing. */
export const dueText = ({ desk, now }: ClockReading, one: CaseRow): string | null =>
  one.status === 'closed' ? null : nextText(standings(one, false, desk.working, now))

/** Cases on the card of their company or contact; empty when there are none. */
export const caseSection = (reading: ClockReading, cases: readonly CaseRow[]): Section[] =>
  cases.length === 0 ? [] : [{ title: 'Cases', table: caseTable(reading, cases, { customer: false }) }]

/** A case for `--json`. */
export const caseData = (reading: ClockReading, one: CaseRow) => ({
  ref: one.ref,
  subject: one.subject,
  status: one.status,
  closedAs: one.closedAs,
  priority: one.priority,
  source: one.source,
  company: one.company?.ref ?? null,
  contact: one.contact?.ref ?? null,
  owner: one.owner,
  team: one.team,
  openedAt: one.openedAt.toISOString(),
  firstAnsweredAt: one.firstAnsweredAt?.toISOString() ?? null,
  firstDueAt: one.firstDueAt?.toISOString() ?? null,
  dueAt: one.dueAt?.toISOString() ?? null,
  closedAt: one.closedAt?.toISOString() ?? null,
  due: dueText(reading, one),
  follows: one.follows,
  mergedInto: one.mergedInto,
  tags: one.tags,
  fields: ownData(one.custom),
})
