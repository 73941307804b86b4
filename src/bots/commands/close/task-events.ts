import type { TaskEventRow } from '../../../domain/close/task-event-store.js'
import type { Table } from '../reply.js'

const KINDS: Readonly<Record<string, string>> = {
  waiting: 'waits for others',
  ready: 'ready',
  started: 'begun',
  submitted: 'handed to review',
  approved: 'approved',
  sent_back: 'sent back',
  blocked: 'blocked',
  unblocked: 'can go on',
  not_applicable: 'not needed',
  reassigned: 'given to others',
  undone: 'taken back',
  reopened: 'reopened by its check',
  changed: 'reopened by what was posted',
  prior_item: 'left to the next period',
  added: 'added to this close',
  check_passed: 'proved by its check',
  evidence: 'evidence added',
}

/** A task's history as people read it. */
export const eventTable = (events: readonly TaskEventRow[]): Table => ({
  columns: [
    { key: 'at', label: 'When', type: 'date' },
    { key: 'what', label: 'What', type: 'text' },
    { key: 'who', label: 'Who', type: 'person' },
    { key: 'note', label: 'Said', type: 'text' },
  ],
  rows: events.map(({ at, kind, by, note }) => ({
    at: { at },
    what: KINDS[kind] ?? kind.replaceAll('_', ' '),
    who: by ? { person: by } : null,
    note,
  })),
})
