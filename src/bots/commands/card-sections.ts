import type { InvoiceRow } from '../../domain/billing/invoice-list-store.js'
import { HIDDEN } from '../../domain/correspondence/hidden.js'
import type { ThreadLine } from '../../domain/correspondence/thread.js'
import type { ActivityRow } from '../../domain/crm/activity-store.js'
import { counted } from '../../lib/counted.js'
import type { IsoDate } from '../../lib/dates.js'
import { clip, oneLine } from '../../lib/text.js'
import { type CardActivities, LINE_CHARS } from './activity/card-activities.js'
import { dateCell } from './cells.js'
import { statusText } from './invoice/invoice-table.js'
import type { Section } from './reply.js'

/** Parts that several cards have in common. Each is empty when there is nothing to show, so that a card stays short. */

/** Mail, newest thread first. What the reader may not see says that it is private. */
export function mailSection(title: string, threads: readonly ThreadLine[]): Section[] {
  if (threads.length === 0) return []
  return [
    {
      title,
      table: {
        columns: [
          { key: 'thread', label: 'Thread', type: 'text' },
          { key: 'subject', label: 'Subject', type: 'text' },
          { key: 'from', label: 'Last from', type: 'text' },
          { key: 'at', label: 'Last mail', type: 'date' },
          { key: 'messages', label: 'Mails', type: 'text' },
          { key: 'text', label: 'Text', type: 'text' },
        ],
        rows: threads.map((thread, index) => ({
          thread: thread.ref,
          subject: thread.subject ?? HIDDEN,
          from: thread.lastFrom,
          at: { at: thread.lastAt },
          messages: counted(thread.messages, 'mail'),
          // What was said last is worth the room once.
          text: index === 0 && thread.snippet ? `“${thread.snippet}”` : null,
        })),
      },
    },
  ]
}

/** What is still to be done, then what happened. */
export function activitySection({ rows: activities }: CardActivities): Section[] {
  const todo = activities.filter((activity) => activity.todo !== null)
  const happened = activities.filter((activity) => activity.todo === null)
  return [...(todo.length > 0 ? [todoSection(todo)] : []), ...(happened.length > 0 ? [happenedSection(happened)] : [])]
}

const todoSection = (activities: readonly ActivityRow[]): Section => ({
  title: 'To do',
  table: {
    columns: [
      { key: 'task', label: 'Task', type: 'record' },
      { key: 'due', label: 'Due', type: 'date' },
      { key: 'owner', label: 'Whose', type: 'person' },
    ],
    rows: activities.map(({ todo, body }) => ({
      task: { ref: todo?.ref ?? '', title: body },
      due: dateCell(todo?.dueOn ?? null),
      owner: todo && { person: todo.owner },
    })),
  },
})

const happenedSection = (activities: readonly ActivityRow[]): Section => ({
  title: 'Recent activity',
  table: {
    columns: [
      { key: 'at', label: 'When', type: 'date' },
      { key: 'by', label: 'Who', type: 'person' },
      { key: 'what', label: 'What', type: 'text' },
    ],
    rows: activities.map((activity) => ({
      at: { at: activity.at },
      by: activity.by && { person: activity.by },
      what: `${activity.kind === 'note' ? '' : `${activity.kind}: `}${clip(oneLine(activity.body), LINE_CHARS)}`,
    })),
  },
})

export function invoiceSection(invoices: readonly InvoiceRow[], today: IsoDate): Section[] {
  if (invoices.length === 0) return []
  return [
    {
      title: 'Invoices',
      table: {
        columns: [
          { key: 'invoice', label: 'Invoice', type: 'text' },
          { key: 'status', label: 'Status', type: 'text' },
          { key: 'total', label: 'Total', type: 'money' },
          { key: 'open', label: 'Open', type: 'money' },
          { key: 'due', label: 'Due', type: 'date' },
        ],
        rows: invoices.map((invoice) => ({
          invoice: invoice.name,
          status: statusText(invoice, today),
          total: { money: invoice.total },
          open: invoice.open.minor === 0n ? null : { money: invoice.open },
          due: dateCell(invoice.dueDate),
        })),
      },
    },
  ]
}
