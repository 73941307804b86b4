import { expect, test } from 'vitest'
import { standInFor, standsInFor } from '../../../src/domain/people/stand-in.js'

type Person = Parameters<typeof standInFor>[1][number]

/** Away from the 3rd to the 5th of November, unless said otherwise. */
const person = (id: string, away: Partial<Person> | null = null): Person => ({
  id,
  timeZone: 'Europe/Berlin',
  delegateId: null,
  awayFrom: away ? '2026-11-03' : null,
  awayUntil: away ? '2026-11-05' : null,
  ...away,
})

const NOW = new Date('2026-11-04T09:00:00Z')

test('who is here does their own work, delegate or not', () => {
  const people = [person('fay'), person('ben')]
  expect(standInFor('fay', people, NOW)).toBe('fay')
  const back = [person('fay', { delegateId: 'ben', awayUntil: '2026-11-03' }), person('ben')]
  expect(standInFor('fay', back, NOW)).toBe('fay')
})

test('who is away is stood in for by their delegate, and by that one’s delegate', () => {
  const people = [person('fay', { delegateId: 'ben' }), person('ben', { delegateId: 'cem' }), person('cem')]
  expect(standInFor('fay', people, NOW)).toBe('cem')
  expect([...standsInFor('cem', people, NOW)].sort()).toEqual(['ben', 'cem', 'fay'])
  expect([...standsInFor('ben', people, NOW)]).toEqual(['ben'])
})

test('nobody stands in without a delegate, with one who has left, or in a circle', () => {
  expect(standInFor('fay', [person('fay', {})], NOW)).toBeNull()
  expect(standInFor('fay', [person('fay', { delegateId: 'gone' })], NOW)).toBeNull()
  const circle = [person('fay', { delegateId: 'ben' }), person('ben', { delegateId: 'fay' })]
  expect(standInFor('fay', circle, NOW)).toBeNull()
})

test('the other pair of eyes never stands in', () => {
  const people = [person('fay', { delegateId: 'carl' }), person('carl')]
  expect(standInFor('fay', people, NOW, ['carl'])).toBeNull()
})

test('being away is counted by one’s own date', () => {
  const late = new Date('2026-11-05T20:00:00Z')
  const away = { delegateId: 'ben' }
  expect(standInFor('fay', [person('fay', { ...away, timeZone: 'Asia/Tokyo' }), person('ben')], late)).toBe('fay')
  expect(standInFor('fay', [person('fay', { ...away, timeZone: 'America/New_York' }), person('ben')], late)).toBe('ben')
})
