import { expect, test } from 'vitest'
import { closeSpan, lastPeriodOf, taskPrefix } from '../../../src/domain/close/close-span.js'
import { afterDone, type CloseTask, mayRestore } from '../../../src/domain/close/close-task.js'
import type { TaskActor } from '../../../src/domain/close/task-actor.js'

const task = (changed: Partial<CloseTask> = {}): CloseTask => ({
  id: 't',
  ref: 'TASK-2610-1',
  key: 'accruals',
  title: 'Accrue costs that have no bill yet',
  dueOn: '2026-11-04',
  state: 'ready',
  ownerId: 'fay',
  reviewerId: 'carl',
  reviewRequired: true,
  doneById: null,
  approvedById: null,
  selfApproved: false,
  checkName: null,
  evidenceRequired: false,
  evidence: 0,
  version: 1,
  dependsOn: [],
  ...changed,
})

const actor = (id: string, more: Partial<TaskActor> = {}): TaskActor => ({
  id,
  acts: new Set([id]),
  manages: false,
  solo: false,
  ...more,
})

const submitted = task({ state: 'submitted', doneById: 'fay' })

test.each([
  ['its owner submits', task(), actor('fay'), 'submitted'],
  ['who stands in for the owner submits', task(), actor('ben', { acts: new Set(['ben', 'fay']) }), 'submitted'],
  ['the reviewer approves', submitted, actor('carl'), 'approved'],
  ['who stands in for the reviewer approves', submitted, actor('ben', { acts: new Set(['ben', 'carl']) }), 'approved'],
  ['without a reviewer it is done', task({ reviewerId: null, reviewRequired: false }), actor('fay'), 'approved'],
  ['where one is wanted and none was found it waits', task({ reviewerId: null }), actor('fay'), 'submitted'],
  ['for whoever runs the close', { ...submitted, reviewerId: null }, actor('ada', { manages: true }), 'approved'],
  ['alone one approves one’s own', task({ reviewerId: null }), actor('fay', { solo: true }), 'approved'],
  ['with evidence it is submitted', task({ evidenceRequired: true, evidence: 1 }), actor('fay'), 'submitted'],
])('%s', (_, given, by, state) => {
  expect(afterDone(given, by)).toEqual({ ok: true, value: state })
})

test.each([
  ['somebody else', task(), actor('max'), /belongs to somebody else/],
  ['the reviewer standing in for the owner', task(), actor('carl', { acts: new Set(['carl', 'fay']) }), /review/],
  [
    'the preparer standing in for the reviewer',
    submitted,
    actor('fay', { acts: new Set(['fay', 'carl']) }),
    /yourself/,
  ],
  ['the preparer who runs the close', { ...submitted, reviewerId: null }, actor('fay', { manages: true }), /yourself/],
  ['a colleague, where no reviewer is named', { ...submitted, reviewerId: null }, actor('max'), /reviewer/],
  ['without its evidence', task({ evidenceRequired: true }), actor('fay'), /needs something that proves it/],
])('it is not done by or %s', (_, given, by, problem) => {
  const result = afterDone(given, by)
  expect(result.ok ? '' : result.problem).toMatch(problem)
})

test('an approval of one’s own goes back to the task, never to a review that nobody held', () => {
  const own = task({ state: 'approved', reviewerId: null, doneById: 'fay', approvedById: 'fay', selfApproved: true })
  expect(mayRestore(own, 'ready', actor('fay', { solo: true })).ok).toBe(true)
  expect(mayRestore(own, 'submitted', actor('fay', { solo: true })).ok).toBe(false)
})

test('what is not needed is taken up again by its owner or reviewer', () => {
  const skipped = task({ state: 'not_applicable' })
  expect(mayRestore(skipped, 'ready', actor('fay')).ok).toBe(true)
  expect(mayRestore(skipped, 'ready', actor('max')).ok).toBe(false)
})

test('a close is named by its month, quarter or year', () => {
  expect(closeSpan('2026-10')).toEqual({ name: '2026-10', kind: 'month' })
  expect(closeSpan('2026 q4')).toEqual({ name: '2026-Q4', kind: 'quarter' })
  expect(closeSpan('2026')).toEqual({ name: '2026', kind: 'year' })
  for (const text of ['2026-13', '2026-Q5', 'october', '26', '']) expect(closeSpan(text), text).toBeNull()
  expect(lastPeriodOf({ name: '2026-Q3', kind: 'quarter' })).toEqual({ year: 2026, number: 9 })
  expect(lastPeriodOf({ name: '2026', kind: 'year' })).toEqual({ year: 2026, number: 12 })
  const names = ['2026-10', '2026-Q4', '2026', '2020-12', '2012'].map((name) => closeSpan(name))
  expect(names.map((span) => span && taskPrefix(span))).toEqual([
    'TASK-2610',
    'TASK-26Q4',
    'TASK-Y2026',
    'TASK-2012',
    'TASK-Y2012',
  ])
})
