import { expect, test } from 'vitest'
import type { CloseTask } from '../../../src/domain/close/close-task.js'
import { type Hearer, reminderDay, urgencyFor } from '../../../src/domain/close/urgency.js'
import { workingCalendar } from '../../../src/domain/people/working-days.js'

const calendar = workingCalendar('DE')
/** A Wednesday; the Friday before is three working days ago. */
const day = reminderDay(calendar, '2026-11-04')
const task = (is: Partial<CloseTask> = {}): CloseTask => ({
  id: 't',
  ref: 'TASK-2610-1',
  key: 'receipts',
  title: 'Receipts',
  dueOn: '2026-11-04',
  state: 'ready',
  ownerId: 'fay',
  reviewerId: 'rita',
  reviewRequired: true,
  doneById: null,
  approvedById: null,
  selfApproved: false,
  checkName: null,
  evidenceRequired: false,
  evidence: 0,
  version: 1,
  dependsOn: [],
  ...is,
})
const hearer = (id: string, instead: readonly string[] = []): Hearer => ({
  id,
  acts: new Set([id, ...instead]),
  isController: id === 'carl',
})
const urgency = (who: Hearer, is: Partial<CloseTask>, standing: { holdsUp?: boolean; disowned?: boolean } = {}) =>
  urgencyFor(task(is), who, day, { holdsUp: false, disowned: false, ...standing })
const [fay, rita, carl] = [hearer('fay'), hearer('rita'), hearer('carl')]

test.each([
  ['2026-11-03', 'overdue'],
  ['2026-11-04', 'today'],
  ['2026-11-05', 'soon'],
  ['2026-11-06', 'soon'],
  ['2026-11-09', null],
])('its owner hears of what is due on %s: %s', (dueOn, expected) => {
  expect(urgency(fay, { dueOn })).toBe(expected)
})

test.each(['waiting', 'approved', 'not_applicable', 'blocked', 'submitted'] as const)(
  'its owner hears nothing of what is %s',
  (state) => {
    expect(urgency(fay, { state, dueOn: '2026-11-02' })).toBeNull()
  },
)

test('its owner hears of what they blocked once its check holds', () => {
  const blocked = { state: 'blocked', checkName: 'payables-tie', dueOn: '2026-11-03' } as const
  expect(urgency(fay, { ...blocked, checkHolds: false })).toBeNull()
  expect(urgency(fay, { ...blocked, checkHolds: true })).toBe('overdue')
})

test('what proves itself asks nothing before its day, and then until it is proved', () => {
  expect(urgency(fay, { checkName: 'payables-tie', dueOn: '2026-11-05' })).toBeNull()
  expect(urgency(fay, { checkName: 'payables-tie', dueOn: '2026-11-03' })).toBe('overdue')
})

test.each([
  ['late by one working day', '2026-11-03', null, null],
  ['late by two', '2026-11-02', 'held', null],
  ['late by three', '2026-10-30', 'held', 'held'],
])(
  'of what holds others up and is %s the reviewer hears first, then the controller',
  (_, dueOn, reviewer, controller) => {
    expect(urgency(rita, { dueOn }, { holdsUp: true })).toBe(reviewer)
    expect(urgency(carl, { dueOn }, { holdsUp: true })).toBe(controller)
  },
)

test('of what holds nobody up only its own people hear, however late it is', () => {
  expect(urgency(rita, { dueOn: '2026-10-01' })).toBeNull()
  expect(urgency(carl, { dueOn: '2026-10-01' })).toBeNull()
})

test('where nobody reviews the controller hears a day earlier; of what is blocked at once', () => {
  expect(urgency(carl, { dueOn: '2026-11-02', reviewerId: null }, { holdsUp: true })).toBe('held')
  expect(urgency(carl, { dueOn: '2026-11-09', state: 'blocked' }, { holdsUp: true })).toBe('held')
  expect(urgency(carl, { dueOn: '2026-11-09', state: 'blocked' })).toBeNull()
})

test('a reviewer reviews, and who did a task does not review it in somebody’s stead', () => {
  expect(urgency(rita, { state: 'submitted', doneById: 'fay' })).toBe('review')
  expect(urgency(hearer('ben', ['rita']), { state: 'submitted', doneById: 'fay' })).toBe('review')
  expect(urgency(hearer('fay', ['rita']), { state: 'submitted', doneById: 'fay' })).toBeNull()
})

test('whoever stands in hears of it; of what nobody owns, and of what is said not to be theirs, the controller', () => {
  expect(urgency(hearer('ben', ['fay']), {})).toBe('today')
  expect(urgency(carl, { ownerId: null })).toBe('today')
  expect(urgency(carl, {}, { disowned: true })).toBe('disowned')
  expect(urgency(rita, {}, { disowned: true })).toBeNull()
})
