import type { CaseRow } from '../../../domain/support/case-list-store.js'
import type { Writer } from '../../../domain/support/case-reply-store.js'
import { standings } from '../../../domain/support/sla.js'
import { durationText, standingText } from '../../../domain/support/sla-text.js'
import { atCell, fieldsWith, recordCell } from '../cells.js'
import type { Field } from '../reply.js'
import { listed } from '../words.js'
import { type ClockReading, statusText } from './case-table.js'

export function caseFields({ desk, now }: ClockReading, one: CaseRow): Field[] {
  const { first, whole } = standings(one, one.status === 'closed', desk.working, now)
  // What was closed without an answer, as spam is, owed none.
  const reply = one.status === 'closed' && one.firstAnsweredAt === null ? null : first
  return fieldsWith([
    ['Company', recordCell(one.company)],
    ['Contact', recordCell(one.contact)],
    ['Owner', one.owner === null ? 'nobody' : { person: one.owner }],
    ['Team', one.team],
    ['Status', statusText(one)],
    ['Priority', one.priority],
    ['First reply', reply && standingText(reply)],
    ['Resolution', whole && standingText(whole)],
    ['Due', atCell(one.firstDueAt ?? one.dueAt)],
    ['Came in', one.mailbox ? `by mail to ${one.mailbox}` : one.source === 'slack' ? 'in Slack' : null],
    ['Opened', { at: one.openedAt }],
    ['Customer wrote', atCell(one.lastCustomerAt)],
    ['We replied', atCell(one.lastReplyAt)],
    ['Closed', atCell(one.closedAt)],
    ['Settled by', one.resolution],
    ['Tags', one.tags.join(', ')],
    ['Follows', one.follows],
    ['Part of', one.mergedInto],
  ])
}

/** "Anna Lund is writing a reply since 2 min". */
export const writersText = (writers: readonly Writer[], now: Date): string => {
  const each = writers.map(
    ({ name, since }) => `${name} is writing a reply since ${durationText((now.getTime() - since.getTime()) / 1000)}`,
  )
  return `${listed(each)}.`
}
