import { expect, test } from 'vitest'
import type { TaskRow } from '../../../src/domain/close/close-store.js'
import { reminderText } from '../../../src/jobs/close-reminder-message.js'

const task = (ref: string, month: string, more: Partial<TaskRow> = {}): TaskRow => ({
  id: ref,
  ref,
  key: ref,
  title: `Do ${ref}`,
  dueOn: '2026-11-04',
  state: 'ready',
  ownerId: 'fay',
  reviewerId: null,
  reviewRequired: false,
  doneById: null,
  approvedById: null,
  selfApproved: false,
  checkName: null,
  evidenceRequired: false,
  evidence: 0,
  version: 1,
  dependsOn: [],
  closeId: month,
  month,
  ownerName: 'Fay',
  reviewerName: null,
  doneByName: null,
  approvedByName: null,
  note: null,
  reason: null,
  blockedType: null,
  blockedOn: null,
  blockedOnId: null,
  blockedUntil: null,
  blockedMinor: null,
  blockedCurrency: null,
  lastNote: null,
  accounts: [],
  signedAt: null,
  doneAt: null,
  changedNote: null,
  ...more,
})
const text = (...tasks: TaskRow[]) => {
  const reminder = { date: '2026-11-04', groups: new Map([['today' as const, tasks]]) }
  const { headline, sections } = reminderText({ reminder, readerId: 'fay', questions: [], changes: null })
  return [headline, ...sections.flatMap(({ lines = [] }) => lines)]
}

test('tasks of one close are of its month, tasks of several each say which', () => {
  expect(text(task('A', '2026-10'))).toEqual([
    'October 2026 is closing: 1 task waits for you',
    'Do A (A, due 4 Nov 2026)',
  ])
  expect(text(task('B', '2026-Q4'), task('A', '2026-10'))).toEqual([
    'October 2026 and Q4 2026 are closing: 2 tasks wait for you',
    'Do B (B, Q4 2026, due 4 Nov 2026)',
    'Do A (A, October 2026, due 4 Nov 2026)',
  ])
})

test('what somebody blocked and what has proved itself since says so', () => {
  const blocked = { state: 'blocked', lastNote: 'the bank is late', checkName: 'bank-reconciled' } as const
  expect(text(task('A', '2026-10', blocked))[1]).toBe('Do A (A, due 4 Nov 2026, blocked): the bank is late')
  expect(text(task('A', '2026-10', { ...blocked, checkHolds: true }))[1]).toBe(
    'Do A (A, due 4 Nov 2026, blocked): the bank is late, but its check holds now: `close unblock A`',
  )
})
