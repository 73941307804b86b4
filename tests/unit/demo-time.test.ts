import { expect, it } from 'vitest'
import { demoTime } from '../../scripts/demo/time.js'

const shown = (now: string, day?: string) => {
  const at = new Date(now)
  const { anchor, clockOffsetMs } = demoTime(at, day)
  return [anchor, new Date(at.getTime() + clockOffsetMs).toISOString()]
}

it.each([
  ['in working hours it is now', '2026-11-23T12:34:00Z', '2026-11-23', '2026-11-23T12:34:00.000Z'],
  ['early, the day begins', '2026-11-23T04:00:00Z', '2026-11-23', '2026-11-23T09:00:00.000Z'],
  ['in the evening, the day is told again', '2026-11-23T21:00:00Z', '2026-11-23', '2026-11-23T09:00:00.000Z'],
  ['on a Sunday it is Monday', '2026-11-22T12:00:00Z', '2026-11-23', '2026-11-23T09:00:00.000Z'],
  ['at Christmas it is the next working day', '2026-12-25T12:00:00Z', '2026-12-29', '2026-12-29T09:00:00.000Z'],
  ['in summer it is London’s nine', '2026-07-01T22:00:00Z', '2026-07-01', '2026-07-01T08:00:00.000Z'],
])('%s', (_, now, anchor, at) => {
  expect(shown(now)).toEqual([anchor, at])
})

it('begins a given day at nine', () => {
  expect(shown('2030-01-01T00:00:00Z', '2026-11-23')).toEqual(['2026-11-23', '2026-11-23T09:00:00.000Z'])
})
