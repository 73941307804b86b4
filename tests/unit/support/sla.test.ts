import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  answerClock,
  type Clock,
  newClock,
  retarget,
  standings,
  startClock,
  stopClock,
} from '../../../src/domain/support/sla.js'
import { nextText, standingText } from '../../../src/domain/support/sla-text.js'
import { DEFAULT_SUPPORT } from '../../../src/domain/support/support-settings.js'
import {
  afterWorking,
  isWorking,
  type WeeklyHours,
  workedBetween,
  workingHours,
} from '../../../src/domain/support/working-hours.js'

const berlin = { timeZone: 'Europe/Berlin', country: 'DE' }
const office = workingHours(DEFAULT_SUPPORT.hours, berlin)
const at = (text: string) => new Date(text)
const H = 3600

describe('working hours', () => {
  it.each([
    ['within a day', '2026-11-23T09:00:00Z', '2026-11-23T11:30:00Z', 2.5],
    ['over a night', '2026-11-23T15:00:00Z', '2026-11-24T09:00:00Z', 2],
    ['over a weekend', '2026-11-20T15:00:00Z', '2026-11-23T09:00:00Z', 2],
    [
      'over Christmas Eve, a working day in Germany, and two holidays',
      '2026-12-24T15:00:00Z',
      '2026-12-28T09:00:00Z',
      2,
    ],
    ['of a Sunday', '2026-11-22T00:00:00Z', '2026-11-22T23:00:00Z', 0],
    ['backwards', '2026-11-24T12:00:00Z', '2026-11-23T12:00:00Z', 0],
    // On 29 March clocks go from UTC+1 to UTC+2: nine o'clock comes an hour earlier in UTC.
    ['over the change of clocks', '2026-03-27T15:00:00Z', '2026-03-30T08:00:00Z', 2],
    ['before it has begun on Monday', '2026-03-27T15:00:00Z', '2026-03-30T07:00:00Z', 1],
  ])('are counted %s', (_, from, to, hours) => {
    expect(workedBetween(office, at(from), at(to))).toBe(hours * H)
  })

  it('of the night a clock changes are as long as they are', () => {
    const always = workingHours({ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440, holidays: 'worked' }, berlin)
    expect(workedBetween(always, at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(23 * H)
    expect(workedBetween(always, at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(25 * H)
    expect(workedBetween(always, at('2026-12-25T00:00:00Z'), at('2026-12-26T00:00:00Z'))).toBe(24 * H)
  })

  it('say when something falls due', () => {
    expect(afterWorking(office, at('2026-11-20T15:00:00Z'), 2 * H)).toEqual(at('2026-11-23T09:00:00Z'))
    expect(afterWorking(office, at('2026-11-20T15:00:00Z'), H)).toEqual(at('2026-11-20T16:00:00Z'))
    expect(afterWorking(office, at('2026-11-22T03:00:00Z'), H)).toEqual(at('2026-11-23T09:00:00Z'))
    expect(afterWorking(office, at('2026-11-22T03:00:00Z'), 0)).toEqual(at('2026-11-22T03:00:00Z'))
    expect(isWorking(office, at('2026-11-23T07:59:59Z'))).toBe(false)
    expect(isWorking(office, at('2026-11-23T08:00:00Z'))).toBe(true)
    expect(isWorking(office, at('2026-11-23T16:00:00Z'))).toBe(false)
  })

  const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC')
  const weekly: fc.Arbitrary<WeeklyHours> = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: fc.integer({ min: 0, max: 1380 }),
      long: fc.integer({ min: 60, max: 1440 }),
      holidays: fc.constantFrom('free' as const, 'worked' as const),
    })
    .map(({ long, ...hours }) => ({ ...hours, to: Math.min(1440, hours.from + long) }))
  const anyHours = fc
    .record({ hours: weekly, timeZone: zone })
    .map(({ hours, timeZone }) => workingHours(hours, { timeZone, country: 'DE' }))
  const second = fc.integer({ min: 1_760_000_000, max: 1_800_000_000 }).map((seconds) => new Date(seconds * 1000))
  const long = fc.integer({ min: 0, max: 30 * H })

  it('add up: what falls due after so much work is due when so much was worked, wherever one looks in between', () => {
    fc.assert(
      fc.property(anyHours, second, long, fc.double({ min: 0, max: 1, noNaN: true }), (hours, from, seconds, part) => {
        const due = afterWorking(hours, from, seconds)
        expect(workedBetween(hours, from, due)).toBe(seconds)
        const between = new Date(Math.floor((from.getTime() + part * (due.getTime() - from.getTime())) / 1000) * 1000)
        if (between < from) return
        expect(workedBetween(hours, from, between) + workedBetween(hours, between, due)).toBe(seconds)
        if (seconds > 0) expect(workedBetween(hours, from, new Date(due.getTime() - 1000))).toBe(seconds - 1)
      }),
      { numRuns: 40 },
    )
  })

  it('leave a clock that is stopped and started what it has, however often', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 6 })
    fc.assert(
      fc.property(anyHours, second, pauses, (hours, start, lengths) => {
        let clock: Clock = newClock({ responseMinutes: 60, resolutionMinutes: 600 }, hours, start)
        let now = start
        let worked = 0
        for (const [n, length] of lengths.entries()) {
          const later = new Date(now.getTime() + length * 1000)
          if (clock.runningSince) worked += workedBetween(hours, now, later)
          clock = n % 2 === 0 ? stopClock(clock, hours, later) : startClock(clock, hours, later)
          now = later
        }
        const { whole } = standings(clock, false, hours, now)
        expect(whole).toEqual({ state: clock.runningSince ? 'running' : 'paused', leftSeconds: 600 * 60 - worked })
      }),
      { numRuns: 40 },
    )
  })
})

describe('the clock of a case', () => {
  const opened = at('2026-11-23T09:00:00Z')
  const targets = { responseMinutes: 60, resolutionMinutes: 480 }
  const clock = newClock(targets, office, opened)
  const textAt = (one: Clock, text: string) => nextText(standings(one, false, office, at(text)))

  it('says when first reply and resolution fall due, and how much is left', () => {
    expect(clock).toMatchObject({ firstDueAt: at('2026-11-23T10:00:00Z'), dueAt: at('2026-11-24T09:00:00Z') })
    expect(textAt(clock, '2026-11-23T09:20:00Z')).toBe('first reply due in 40 min')
    expect(textAt(clock, '2026-11-23T10:45:00Z')).toBe('first reply overdue by 45 min')
  })

  it('stands while the customer has the word, and runs on after', () => {
    const answered = answerClock(clock, office, at('2026-11-23T09:30:00Z'))
    expect(answered.firstDueAt).toBeNull()
    const waiting = stopClock(answered, office, at('2026-11-23T11:00:00Z'))
    expect(waiting).toMatchObject({ usedSeconds: 2 * H, dueAt: null, firstDueAt: null })
    expect(textAt(waiting, '2026-11-30T09:00:00Z')).toBe('due in 6 h, paused')
    const again = startClock(waiting, office, at('2026-11-30T15:00:00Z'))
    expect(again.dueAt).toEqual(at('2026-12-01T13:00:00Z'))
    expect(textAt(again, '2026-11-30T15:50:00Z')).toBe('due in 5 h 10 min')
    const { first, whole } = standings(stopClock(again, office, at('2026-12-01T14:00:00Z')), true, office, opened)
    expect([first, whole].map((each) => each && standingText(each))).toEqual(['in time', 'late by 1 h'])
  })

  it('keeps what it used when its priority promises something else', () => {
    const later = stopClock(clock, office, at('2026-11-23T12:00:00Z'))
    const low = retarget(
      startClock(later, office, at('2026-11-23T12:00:00Z')),
      { responseMinutes: null, resolutionMinutes: 2400 },
      office,
    )
    expect(low).toMatchObject({ firstDueAt: null, usedSeconds: 3 * H, dueAt: at('2026-11-30T09:00:00Z') })
    expect(
      nextText(standings({ ...clock, responseMinutes: null, resolutionMinutes: null }, false, office, opened)),
    ).toBeNull()
  })
})
