import { describe, expect, it } from 'vitest'
import { newCase } from '../../../src/domain/support/case.js'
import { hoursText, readDays, readTarget, readTime, targetText } from '../../../src/domain/support/hours-text.js'
import { runningOut } from '../../../src/domain/support/overdue.js'
import { DEFAULT_SUPPORT, deskOf } from '../../../src/domain/support/support-settings.js'

const value = <T>(read: { ok: true; value: T } | { ok: false; problem: string }) =>
  read.ok ? read.value : read.problem

describe('support’s hours, as they are typed', () => {
  it.each([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['sun-thu', [1, 2, 3, 4, 7]],
    ['Mon, Wed friday', [1, 3, 5]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['sat', [6]],
  ])('%s', (text, days) => expect(value(readDays(text))).toEqual(days))

  it.each([
    ['9', 540],
    ['8:30', 510],
    ['17.45', 1065],
    ['24', 1440],
  ])('%s o’clock', (text, minutes) => expect(value(readTime(text))).toBe(minutes))

  it.each([
    ['30min', 30],
    ['4h', 240],
    ['1,5 h', 90],
    ['none', null],
  ])('within %s', (text, minutes) => expect(value(readTarget(text))).toBe(minutes))

  it('say what is wrong and what is right', () => {
    expect(value(readDays('mo-fr'))).toContain('write mon-fri')
    expect(value(readDays(''))).toContain('mon-fri')
    expect(value(readTime('25'))).toContain('write 9, 8:30')
    expect(value(readTime('9:75'))).toContain('is no time')
    expect(value(readTarget('soon'))).toContain('write 30min')
    expect(value(readTarget('0h'))).toContain('write 30min')
  })

  it('are said as people say them', () => {
    expect(hoursText(DEFAULT_SUPPORT.hours)).toBe('Mon–Fri, 9:00–17:00, not on public holidays')
    expect(hoursText({ days: [1, 3], from: 510, to: 1440, holidays: 'worked' })).toBe(
      'Mon, Wed, 8:30–24:00, public holidays too',
    )
    expect([90, 60, 45, null].map(targetText)).toEqual(['1 h 30 min', '1 h', '45 min', 'nothing'])
  })
})

it('a promise is told of in its last quarter, at most two hours before, and again when it is broken', () => {
  const { working: hours } = deskOf({ settings: {}, timeZone: 'UTC', country: 'GB', liveAt: null })
  const now = new Date('2026-11-23T09:00:00Z')
  const targets = { responseMinutes: 60, resolutionMinutes: 2400 }
  const one = { ...newCase({ subject: 'Help', source: 'mail' }, targets, { hours, now }), id: 'a', ref: 'CASE-1' }
  const at = (text: string) => runningOut(one, hours, new Date(`2026-11-${text}:00Z`))
  expect(at('23T09:44')).toEqual([])
  expect(at('23T09:45')).toEqual([{ kind: 'warning', occasion: 'first:60' }])
  expect(at('23T10:00')).toEqual([{ kind: 'breach', occasion: 'first:60' }])
  expect(at('27T14:59')).toEqual([{ kind: 'breach', occasion: 'first:60' }])
  expect(at('27T15:00')).toContainEqual({ kind: 'warning', occasion: 'whole:2400' })
  expect(runningOut({ ...one, status: 'waiting', runningSince: null }, hours, now)).toEqual([])
})
