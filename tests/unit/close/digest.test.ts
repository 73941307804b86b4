import { expect, test } from 'vitest'
import { digestLines, eventLine } from '../../../src/domain/close/digest.js'
import type { CloseEvent } from '../../../src/domain/close/history-store.js'

const event = (ref: string, kind: string, is: Partial<CloseEvent> = {}): CloseEvent => ({
  id: ref + kind,
  at: new Date('2026-11-03T09:12:00Z'),
  kind,
  note: null,
  byId: 'fay',
  byName: 'Fay',
  ref,
  title: `Task ${ref}`,
  closeId: 'c',
  ...is,
})

test('a digest has a line a kind of change, and the last word on a task counts', () => {
  const events = [
    event('A', 'submitted'),
    event('B', 'approved'),
    event('A', 'approved'),
    event('C', 'blocked', { note: 'waits for the bank' }),
    event('D', 'ready'),
    event('E', 'comment', { note: 'hello' }),
  ]
  expect(digestLines(events)).toEqual(['2 done: Task A, Task B', '1 blocked: Task C (waits for the bank)'])
})

test('nothing worth telling is no digest', () => {
  expect(digestLines([event('A', 'ready'), event('B', 'waiting')])).toEqual([])
})

test('a line of the day says what happened, why, and by whom', () => {
  expect(eventLine(event('A', 'blocked', { note: 'waits for the bank' }))).toBe(
    'Task A (A): blocked, waits for the bank – Fay',
  )
  expect(eventLine(event('A', 'check_passed', { byName: null }))).toBe('Task A (A): proved')
})
